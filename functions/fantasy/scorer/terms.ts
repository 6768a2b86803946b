import {
  type ContestTerms,
  DEFAULT_PRIZES,
  FOOTBALL_RULES,
  FOOTBALL_SCORING,
  T20_RULES,
  T20_SCORING,
} from '@fanfold/game/fantasy';
import type { Sport } from '@fanfold/game/match';

/** Terms of a match's default contest. */
export function defaultTerms(sport: Sport): ContestTerms {
  return sport === 'cricket'
    ? { name: null, rules: T20_RULES, scoring: T20_SCORING, prizes: DEFAULT_PRIZES }
    : { name: null, rules: FOOTBALL_RULES, scoring: FOOTBALL_SCORING, prizes: DEFAULT_PRIZES };
}

/** Fields of `contests/{c}/state/terms`. */
export type TermsDocument = ContestTerms & { matchId: string };

/** Where terms stand that are not the default ones. */
export function termsPath(contestId: string): string {
  return `contests/${contestId}/state/terms`;
}
