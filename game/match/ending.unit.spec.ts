import assert from 'node:assert/strict';
import { endingOf, wrongCountOf } from './ending.ts';
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

describe('the count of a final match', () => {
  it('is wrong with fewer or more rows than were counted, and says both numbers', () => {
    const match = matchRow({ sport: 'cricket', ...over, eventCount: 3 });
    assert.deepEqual(
      [2, 3, 4].map((events) => wrongCountOf(match, events)),
      [{ rows: 2, eventCount: 3 }, null, { rows: 4, eventCount: 3 }],
    );
  });

  it('is missed when nobody has counted', () => {
    assert.deepEqual(wrongCountOf(matchRow({ sport: 'cricket', ...over }), 2), { rows: 2, eventCount: null });
  });

  it('is not wrong while more rows may come, or when nothing counts', () => {
    assert.equal(wrongCountOf(matchRow({ sport: 'cricket', eventCount: 3 }), 2), null);
    assert.equal(wrongCountOf(matchRow({ sport: 'cricket', ...over, status: 'abandoned' }), 2), null);
  });
});
