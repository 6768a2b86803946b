import assert from 'node:assert/strict';
import type { LiveMatch, LiveScorecard } from '@fanfold/client';
import { shownOf } from './shown.ts';

const scoreLine = (home: string) => ({ status: 'live', score: { home, away: '0' }, clock: "63'" }) as const;
const match = (home: string) => ({ competition: 'Cup', ...scoreLine(home), result: null }) as LiveMatch;
const card = (home: string) => ({ seq: 4, scoreLine: scoreLine(home), result: null }) as LiveScorecard;

describe('header and scorecard', () => {
  it('show one score, whichever comes first', () => {
    for (const shown of [shownOf(match('1'), card('2')), shownOf(match('2'), card('2'))]) {
      assert.deepEqual(shown, { match: match('2'), card: card('2') });
    }
    assert.deepEqual(shownOf(match('2'), card('1')), { match: match('1'), card: card('1') });
  });

  it('show one result', () => {
    const over = { ...card('1'), result: 'Home won 1-0' } as LiveScorecard;
    assert.equal(shownOf(match('1'), over).match.result, 'Home won 1-0');
  });

  it('show the header while there is no scorecard', () => {
    assert.deepEqual(shownOf(match('1'), null), { match: match('1'), card: null });
  });
});
