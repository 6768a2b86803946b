import { CallError } from '@fanfold/kit/calls';

/** Stable codes that calls about coupons may be refused with, besides those of every service. */
export type CouponCallCode =
  /** The fan was erased, for good. */
  | 'fanErased'
  /** There is no such campaign, or it is a draft. */
  | 'campaignNotFound'
  /** The campaign takes no redemption now; `reason` is a RefusedReason. */
  | 'notOnOffer'
  /** The campaign costs `price`, and not what the fan has seen. */
  | 'priceChanged'
  /** The fan does not meet all of `conditions`. */
  | 'notEligible'
  /** The caller has no such redemption. */
  | 'redemptionNotFound'
  /** It has no code: it was not fulfilled, or was refunded. */
  | 'notFulfilled'
  /** The campaign has ended, for good. */
  | 'campaignEnded'
  /** The campaign has not been started. */
  | 'notStarted'
  /** It has no codes yet, or all are void. */
  | 'noCodes'
  | 'batchNotFound'
  /** A campaign, or a brand, takes no more batches, or no more codes: `most`. */
  | 'tooManyCodes'
  /** The window is none, the codes expire before it closes, or the time has passed; `problems`. */
  | 'badTerms'
  /** The file is larger than `maxBytes`; it was not looked into. */
  | 'fileTooLarge'
  /** These are not the bytes that were announced, or not so many codes: the file was read or sent by half. */
  | 'fileIncomplete'
  /** Something in the file is wrong, and nothing of it was taken. `problems: {line, code, sameAs?}[]` are the first ones, of `total`. */
  | 'fileRefused'
  /** A campaign has the codes of this very file: `campaignId`. */
  | 'fileKnown'
  /** The fan cannot get the coins back: the wallet says no. */
  | 'notRefundable';

export class CouponCallError extends CallError<CouponCallCode> {}

/** @param tombstone what stands at `erasedFanPath`. @throws CouponCallError fanErased */
export function assertNotErased(tombstone: { exists: boolean } | undefined): void {
  if (tombstone?.exists) throw new CouponCallError('fanErased', 'This fan was erased, for good.');
}

export function notFound(
  code: 'campaignNotFound' | 'redemptionNotFound' | 'batchNotFound',
  message: string,
): CouponCallError {
  return new CouponCallError(code, message, { status: 'not-found' });
}
