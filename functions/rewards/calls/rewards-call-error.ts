import { CallError } from '@fanfold/kit/calls';

/** Stable codes that this service's calls may be refused with, besides those of every service. */
export type RewardsCallCode =
  /** The fan was erased, for good. */
  | 'fanErased'
  /** There is no such posting in the wallet. */
  | 'postingNotFound'
  /** Postings of this kind are not undone, or it was undone already for another reason. */
  | 'notReversible'
  /** The price of a coupon comes back by its refund, together with its code. */
  | 'refundInstead'
  /** The wallet would hold more than any may. */
  | 'outOfRange';

export class RewardsCallError extends CallError<RewardsCallCode> {}
