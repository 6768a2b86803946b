import assert from 'node:assert/strict';
import type { LiveMatch, LiveScorecard } from '@fanfold/client';
import { nextShown } from './shown.ts';

const match = (seq: number) => ({ seq }) as LiveMatch;
const card = (seq: number) => ({ seq }) as LiveScorecard;

describe('header and scorecard', () => {
  it('change together', () => {
    const shown = nextShown(null, match(4), card(4));
    assert.equal(nextShown(shown, match(5), card(4)), shown);
    assert.deepEqual(nextShown(shown, match(5), card(5)), { match: match(5), card: card(5) });
  });

  it('follow corrections, which leave the number of events as it is', () => {
    const shown = nextShown(null, match(4), card(4));
    const corrected = { ...card(4), result: 'Match tied' } as LiveScorecard;
    assert.equal(nextShown(shown, match(4), corrected).card, corrected);
  });

  it('are shown at first as they come', () => {
    assert.deepEqual(nextShown(null, match(4), null), { match: match(4), card: null });
    assert.deepEqual(nextShown(null, match(5), card(4)).card, card(4));
  });
});
