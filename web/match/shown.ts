import type { LiveMatch, LiveScorecard } from '@fanfold/client';

/** Header and scorecard that go together. */
export interface Shown {
  match: LiveMatch;
  card: LiveScorecard | null;
}

/** Header and scorecard come by two listeners: until both speak of the same events, the page stays with what it shows. */
export function nextShown(shown: Shown | null, match: LiveMatch, card: LiveScorecard | null): Shown {
  return shown && card && card.seq !== match.seq ? shown : { match, card };
}
