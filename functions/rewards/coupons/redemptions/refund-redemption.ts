import {
  type Caller,
  assertOps,
  documentId,
  erasedFanPath,
  logDirective,
  reason,
  tryAgainIfCrowded,
  writeAsRead,
} from '@fanfold/kit/calls';
import type { DocumentSnapshot as Snapshot, Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { SERVICE } from '../../ledger/documents.ts';
import type { OpenWallet } from '../../ledger/open-wallet.ts';
import { openWallets, walletReferences } from '../../ledger/read-wallets.ts';
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
  slotPath,
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
  // Whose it is, of which campaign and which unit never changes.
  const { uid, campaignId, claim, status: statusBefore } = redemptionOf((await reference.get()).data());
  if (claim === null) throw notFulfilled(statusBefore);
  const record = directiveRecord(caller, 'refundRedemption', { subject: id, reason: why }, now());
  const request = refundRequest(id);
  const ofWallet = [{ uid, keys: [priceKey(id), request.key] }];
  const own = [
    reference,
    ...[
      statePath(campaignId),
      claimsPath(campaignId, uid),
      erasedFanPath(uid),
      slotPath(campaignId, claim.batchId, claim.slot),
    ].map((path) => db.doc(path)),
  ];
  const { price, isNew } = await tryAgainIfCrowded(async () => {
    // One read is one moment: of another refund, all of it is seen or nothing.
    const snapshots = await db.getAll(...own, ...walletReferences(db, ofWallet));
    const [stored, known, claims, erased, slot] = snapshots as [Snapshot, Snapshot, Snapshot, Snapshot, Snapshot];
    const [wallet] = openWallets(ofWallet, snapshots.slice(own.length), now()) as [OpenWallet];
    assertNotErased(erased);
    const redemption = redemptionOf(stored.data());
    if (redemption.status === 'refunded') return { price: redemption.price, isNew: false };
    if (redemption.status !== 'fulfilled') throw notFulfilled(redemption.status);
    const state = campaignStateSchema.parse(known.data());
    const writes = db.batch();
    if (comesBack(state, redemption, claim.batchId)) putBack(writes, slot, state.fence, claim.unit);
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

/** Codes of a batch that is void go to nobody, nor does one that its fan has used or reported: nobody else is to pay for it. */
function comesBack(
  { onRefund, batches }: CampaignState,
  { isUsed, problem }: RedemptionDocument,
  batchId: string,
): boolean {
  return onRefund === 'putBack' && batches[batchId]?.isVoid === false && !isUsed && problem === null;
}

function notFulfilled(status: RedemptionDocument['status']): CouponCallError {
  return new CouponCallError('notFulfilled', 'There is nothing to refund.', { details: { status } });
}

/** @throws CouponCallError redemptionNotFound */
function redemptionOf(fields: unknown): RedemptionDocument {
  if (!fields) throw notFound('redemptionNotFound', 'There is no such redemption.');
  return fields as RedemptionDocument;
}
