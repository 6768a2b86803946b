import { CallError } from '@fanfold/kit/calls';

/** Stable codes that this service's calls may be refused with, besides those of every service. */
export type FansCallCode =
  /** The fan was erased, for good. */
  | 'fanErased'
  /** No match has this team. */
  | 'unknownTeam'
  /** It is no IANA zone. */
  | 'unknownZone'
  /** The fan has been in too many zones within a year. */
  | 'tooManyZones'
  /** It is no handle; `problem` is a HandleProblem. */
  | 'invalidHandle'
  /** Nobody may have it: it may be taken for the app's own. */
  | 'handleReserved'
  /** Another fan has it, has had it of late, or has one that looks like it. */
  | 'handleTaken'
  /** There is no fan with this uid, or no more. */
  | 'fanNotFound'
  | 'cannotFollowOneself'
  /** The fan follows as many as there may be: `most`. */
  | 'tooManyFollowed';

export class FansCallError extends CallError<FansCallCode> {}

export function fanErased(): FansCallError {
  return new FansCallError('fanErased', 'This fan was erased, for good.');
}
