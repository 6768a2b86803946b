import { CallError } from '@fanfold/kit/calls';

/** Stable codes that this service's calls may be refused with, besides those of every service. */
export type FantasyCallCode =
  /** The fan was erased, for good. */
  | 'fanErased'
  /** There is no such contest. */
  | 'contestNotFound'
  /** The lock has fallen, or is due: teams stay as they are. Ops: `reopenContest` opens it again. */
  | 'contestLocked'
  /** A fan may have `entriesPerFan` teams in this contest. */
  | 'tooManyEntries'
  /** The contests of the match have as many teams as can be kept. Those that are in may be changed. Ops: an alarm (`directoryFull`) came long before. */
  | 'contestFull'
  /** The team breaks rules of the contest; `problems: {code, message}[]` lists each. */
  | 'invalidTeam'
  /** The team was changed elsewhere and is at `revision` now. Show it, and let the fan change that one. */
  | 'staleRevision'
  /** Power-ups are for while the match is on; the contest has this `status`. */
  | 'contestNotLive'
  /** The fan has no such team. */
  | 'noEntry'
  /** The contest offers no such power-up. */
  | 'unknownPowerUp'
  /** The player is not in the team. */
  | 'playerNotPicked'
  /** This power-up is used: it counts from `since`. */
  | 'powerUpUsed'
  /** Nobody can say from where a power-up would count: no ball has come for long, or rows were taken back that fans have seen. */
  | 'scoresLate'
  /** No league has this code. */
  | 'leagueNotFound'
  /** The league has as many members as a league may have. */
  | 'leagueFull'
  /** The fan is in as many leagues as a fan may be. */
  | 'tooManyLeagues'
  /** No contest can have these terms; `problems: {code, message}[]` lists each. */
  | 'invalidTerms'
  /** There is no such match. */
  | 'matchNotFound'
  /** The contest belongs to another match, is entered, or has begun: its terms stay. */
  | 'contestInUse'
  /** The contest is void, or its match is off. */
  | 'contestVoid'
  /** The match is over: there is no lock to move. */
  | 'contestOver'
  /** Results and coins are on their way or paid. What is wrong in the rows is corrected there; the difference is settled by itself. */
  | 'contestSettled'
  /** The contest is open, until `lockAt`: `moveLock` moves that. */
  | 'contestOpen'
  /** A contest cannot be open until a time that has passed. */
  | 'untilPassed'
  /** The match has started at `startsAt`, or has a row of play: a contest that followed it would be locked at once. Give `until`. */
  | 'untilRequired'
  /** There is nothing to settle while the match has this `status` and is not final. */
  | 'matchNotOver';

export class FantasyCallError extends CallError<FantasyCallCode> {}

/** @throws CallError fanErased */
export function assertNotErased(isErased: boolean): void {
  if (isErased) throw new FantasyCallError('fanErased', 'This fan was erased, for good.');
}

export function contestNotFound(): FantasyCallError {
  return new FantasyCallError('contestNotFound', 'There is no such contest.', { status: 'not-found' });
}
