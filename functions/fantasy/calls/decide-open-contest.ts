import { isDeepStrictEqual } from 'node:util';
import { type ContestTerms, contestProblems } from '@fanfold/game/fantasy';
import type { MatchRow } from '@fanfold/game/match';
import type { TermsDocument } from '../scorer/terms.ts';
import { FantasyCallError } from './fantasy-call-error.ts';

/** What the terms of a contest are decided by; undefined: there is no such document or row. */
export interface OpenFacts {
  match: Pick<MatchRow, 'sport'> | undefined;
  contest: { matchId: string; isLocked: boolean } | undefined;
  /** Terms as they stand, if they are not the default ones. */
  terms: TermsDocument | undefined;
  /** The contest's id is the id of another match, which has its default contest under it. */
  isOfOtherMatch: boolean;
  isEntered: boolean;
}

/**
 * The terms to write; null: they stand already.
 *
 * @throws CallError invalidTerms (details.problems), matchNotFound, contestInUse
 */
export function decideOpenContest(
  { match, contest, terms: known, isOfOtherMatch, isEntered }: OpenFacts,
  matchId: string,
  terms: ContestTerms,
): TermsDocument | null {
  assertValid(contestProblems(terms));
  if (!match) throw new FantasyCallError('matchNotFound', 'There is no such match.', { status: 'not-found' });
  const { sport } = match;
  if (sport !== terms.scoring.sport)
    assertValid([{ code: 'wrongSport', message: `The match is ${sport}, the points are for ${terms.scoring.sport}.` }]);
  const document: TermsDocument = { matchId, ...terms };
  if (isDeepStrictEqual(known, document)) return null;
  const isOthers = isOfOtherMatch || (contest ?? known ?? { matchId }).matchId !== matchId;
  if (isOthers || isEntered || contest?.isLocked === true)
    throw new FantasyCallError('contestInUse', 'The contest is another one, is entered, or has begun.');
  return document;
}

function assertValid(problems: readonly { code: string; message: string }[]): void {
  if (problems.length === 0) return;
  const options = { status: 'invalid-argument', details: { problems } } as const;
  throw new FantasyCallError('invalidTerms', 'No contest can have these terms.', options);
}
