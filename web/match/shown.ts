import type { LiveMatch, LiveScorecard } from '@fanfold/client';

/** Header and scorecard that go together. */
export interface Shown {
  match: LiveMatch;
  card: LiveScorecard | null;
}

/**
 * Header and scorecard come by two listeners, one of them some milliseconds before the other. The scorecard has the score line too: what is shown
 * of it comes from there, so that the figures on a page are of one commit.
 */
export function shownOf(match: LiveMatch, card: LiveScorecard | null): Shown {
  return { match: card ? { ...match, ...card.scoreLine, result: card.result } : match, card };
}
