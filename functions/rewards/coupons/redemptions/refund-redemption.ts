import { type Caller, assertOps, documentId, erasedFanPath, logDirective, reason } from '@fanfold/kit/calls';
import type { DocumentSnapshot as Snapshot, Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { SERVICE } from '../../ledger/documents.ts';
import { readWallet } from '../../ledger/read-wallets.ts';
import { tryAgainIfCrowded } from '../../ledger/without-locks.ts';
import { writeAsRead } from '../../ledger/write-as-read.ts';
import { directiveRecord } from '../campaigns/change-campaign.ts';
import { CouponCallError, assertNotErased, notFound } from '../coupon-call-error.ts';
import {
  type CampaignState,
  type ClaimsDocument,
  type RedemptionDocument,
  campaignStateSchema,
  claimsPath,
  redemptionPath,
  refundPath,
  statePath,
} from '../documents.ts';
import { putBack } from '../stock/put-back.ts';
import { priceKey, refundRequest } from './price-request.ts';

export const refundRedemptionSchema = z.strictObject({ redemptionId: documentId, reason });

export interface RefundReceipt {
  redemptionId: string;
  /** Coins that went back. */
  price: number;
}

/**
 * Gives a fan their coins back and takes the code away: it goes to another fan, or to nobody, as the campaign says. Once; calling again answers as
 * before. The stock follows, and whether the campaign is sold out: see `countStock`.
 *
 * @throws CallError opsRequired, fanErased, redemptionNotFound, notFulfilled, notRefundable, tryAgain
 */
export async function refundRedemption(
  db: Firestore,
  caller: Caller,
  { redemptionId: id, reason: why }: z.infer<typeof refundRedemptionSchema>,
  now: () => Date,
): Promise<RefundReceipt> {
  assertOps(caller);
  const reference = db.doc(redemptionPath(id));
  // Whose it is, and of which campaign, never changes.
  const { uid, campaignId } = redemptionOf((await reference.get()).data());
  const record = directiveRecord(caller, 'refundRedemption', { subject: id, reason: why }, now());
  const stateReference = db.doc(statePath(campaignId));
  const claimsReference = db.doc(claimsPath(campaignId, uid));
  const tombstone = db.doc(erasedFanPath(uid));
  const request = refundRequest(id);
  const { price, isNew } = await tryAgainIfCrowded(async () => {
    const [[stored, known, claims, erased], wallet] = await Promise.all([
      db.getAll(reference, stateReference, claimsReference, tombstone) as Promise<
        [Snapshot, Snapshot, Snapshot, Snapshot]
      >,
      readWallet(db, db, { uid, keys: [priceKey(id), request.key] }, now()),
    ]);
    assertNotErased(erased);
    const redemption = redemptionOf(stored.data());
    if (redemption.status === 'refunded') return { price: redemption.price, isNew: false };
    if (redemption.status !== 'fulfilled' || redemption.claim === null)
      throw new CouponCallError('notFulfilled', 'There is nothing to refund.', {
        details: { status: redemption.status },
      });
    const state = campaignStateSchema.parse(known.data());
    const writes = db.batch();
    if (comesBack(state, redemption.claim)) await putBack(db, writes, campaignId, state.fence, redemption.claim);
    const { is } = wallet.post(request);
    if (is !== 'booked') throw new CouponCallError('notRefundable', 'The wallet does not take the coins back.');
    wallet.write(writes);
    const { redeemed } = claims.data() as ClaimsDocument;
    writeAsRead(writes, claims, { redeemed: redeemed - 1 } satisfies ClaimsDocument);
    writeAsRead(writes, stored, { status: 'refunded', code: null });
    // A document each: when a partner has sent bad codes, many are refunded at once.
    writes.create(db.doc(refundPath(campaignId, id)), record);
    await writes.commit();
    return { price: redemption.price, isNew: true };
  });
  if (isNew) logDirective('campaignDirective', { service: SERVICE, campaignId }, record);
  return { redemptionId: id, price };
}

/** Codes of a batch that is void go to nobody. */
function comesBack(
  { onRefund, batches }: CampaignState,
  { batchId }: NonNullable<RedemptionDocument['claim']>,
): boolean {
  return onRefund === 'putBack' && batches[batchId]?.isVoid === false;
}

/** @throws CouponCallError redemptionNotFound */
function redemptionOf(fields: unknown): RedemptionDocument {
  if (!fields) throw notFound('redemptionNotFound', 'There is no such redemption.');
  return fields as RedemptionDocument;
}
