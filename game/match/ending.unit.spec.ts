import assert from 'node:assert/strict';
import { endingOf } from './ending.ts';
import type { MatchRow } from './rows.ts';
import { matchRow } from '../testing/match.ts';

const ending = (set: Partial<MatchRow>, events: number) => endingOf(matchRow({ sport: 'cricket', ...set }), events);
const over = { status: 'finished', final: true } as const;

describe('the ending of a match', () => {
  it('waits for final and for every row that was counted', () => {
    assert.equal(ending({ eventCount: 3 }, 3), null);
    assert.deepEqual(
      [2, 3, 4].map((events) => ending({ ...over, eventCount: 3 }, events)),
      [null, 'final', null],
    );
  });

  it('waits for the count, also when it has been final for long', () => {
    assert.deepEqual([ending({}, 3), ending(over, 3), ending({ ...over, eventCount: 3 }, 3)], [null, null, 'final']);
  });

  it('waits for no rows when nothing counts', () => {
    const noResult = { detail: { outcome: { kind: 'noResult' } } } as const;
    assert.deepEqual([ending({ ...over, ...noResult, eventCount: 9 }, 1), ending(noResult, 1)], ['void', null]);
    assert.deepEqual([ending({ status: 'abandoned' }, 1), ending({ status: 'postponed' }, 0)], ['void', 'void']);
  });
});
