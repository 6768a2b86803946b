import { CallError } from '@fanfold/kit/calls';

/** Stable codes that this service's calls may be refused with, besides those of every service. */
export type FansCallCode =
  /** The fan was erased, for good. */
  | 'fanErased'
  /** It is no IANA zone. */
  | 'unknownZone'
  /** The fan has been in too many zones within a year. */
  | 'tooManyZones';

export class FansCallError extends CallError<FansCallCode> {}
