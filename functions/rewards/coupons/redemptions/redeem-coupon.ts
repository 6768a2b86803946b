import { type FanFacts, refusedReason, unmetConditions } from '@fanfold/game/coupons';
import { type CallPace, CallError, type Caller, erasedFanPath, keepPace } from '@fanfold/kit/calls';
import { type PublishItems, REDEMPTIONS_TOPIC, redemptionRequest } from '@fanfold/kit/messages';
import { isWriteConflict } from '@fanfold/kit/ops';
import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import { campaignId } from '../campaigns/terms-schema.ts';
import { CouponCallError, assertNotErased, notFound } from '../coupon-call-error.ts';
import {
  type CampaignDocument,
  type RedemptionDocument,
  campaignPath,
  redemptionId,
  redemptionPath,
} from '../documents.ts';
import { readFanFacts } from './fan-facts.ts';

export const redeemCouponSchema = z.strictObject({
  campaignId,
  /** Idempotency key: another one for each coupon that the fan wants. */
  key: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
});

export interface RedemptionReceipt {
  /** Of the document to watch: it says how it ends. */
  path: string;
}

/** Each new key leaves a document, whatever comes of it. */
const NEW_ONES: CallPace = { inARow: 20, everyMs: 5_000 };

/** Such a document is not needed for long: its moment has passed. */
const PACE_KEPT_MS = 10 * 60_000;

/**
 * Asks for a coupon. What it costs, and whether there is one, is decided by a function: the fan watches the document. The same key again is the same
 * redemption, and answers so for ever.
 *
 * @throws CallError fanErased, campaignNotFound, notOnOffer, notEligible, tooManyRequests, idempotencyConflict
 */
export async function redeemCoupon(
  db: Firestore,
  publish: PublishItems,
  caller: Caller,
  { campaignId: campaign, key }: z.infer<typeof redeemCouponSchema>,
  now: () => Date,
): Promise<RedemptionReceipt> {
  const { uid } = caller;
  const id = redemptionId(uid, key);
  const reference = db.doc(redemptionPath(id));
  const pace = db.doc(`rateLimits/redeemCoupon:${uid}`);
  const tombstone = db.doc(erasedFanPath(uid));
  const [known, offered, paced, erased] = await db.getAll(reference, db.doc(campaignPath(campaign)), pace, tombstone);
  assertNotErased(erased);
  const receipt: RedemptionReceipt = { path: reference.path };
  const stored = known?.data() as RedemptionDocument | undefined;
  if (stored) return again(stored);

  const at = now();
  const fresh = await offer(db, caller, campaign, offered?.data() as CampaignDocument | undefined, at);
  const busy = keepPace(NEW_ONES, (paced?.get('busyUntil') as Timestamp | undefined)?.toDate() ?? null, at);
  const batch = db.batch();
  batch.create(reference, fresh);
  batch.set(pace, {
    busyUntil: Timestamp.fromDate(busy),
    expiresAt: Timestamp.fromMillis(busy.getTime() + PACE_KEPT_MS),
  });
  try {
    await batch.commit();
  } catch (error) {
    if (!isWriteConflict(error)) throw error;
    return again((await reference.get()).data() as RedemptionDocument);
  }
  await publish(REDEMPTIONS_TOPIC, [redemptionRequest(id, uid, campaign)]);
  return receipt;

  async function again(first: RedemptionDocument): Promise<RedemptionReceipt> {
    if (first.campaignId !== campaign)
      throw new CallError('idempotencyConflict', 'This key was used for another campaign.', {
        status: 'already-exists',
      });
    // The first call may have died before it published.
    if (first.status === 'pending') await publish(REDEMPTIONS_TOPIC, [redemptionRequest(id, uid, campaign)]);
    return receipt;
  }
}

/** @throws CouponCallError campaignNotFound, notOnOffer, notEligible */
async function offer(
  db: Firestore,
  caller: Caller,
  campaign: string,
  offered: CampaignDocument | undefined,
  now: Date,
): Promise<RedemptionDocument> {
  if (!offered?.isPublic) throw notFound('campaignNotFound', 'There is no such campaign.');
  const requestedAt = now.toISOString();
  const reason = refusedReason(offered, requestedAt);
  if (reason) throw new CouponCallError('notOnOffer', 'The campaign takes nobody now.', { details: { reason } });
  const fan: FanFacts = await readFanFacts(db, caller, offered.eligibility);
  const conditions = unmetConditions(offered.eligibility, fan);
  if (conditions.length > 0)
    throw new CouponCallError('notEligible', 'This is not for everybody.', { details: { conditions } });
  const { price, brand, title, picture, codesExpireAt } = offered;
  return {
    uid: caller.uid,
    campaignId: campaign,
    status: 'pending',
    reason: null,
    price,
    brand,
    title,
    picture,
    code: null,
    isLink: false,
    expiresAt: codesExpireAt,
    requestedAt,
    endedAt: null,
    isUsed: false,
    problem: null,
    claim: null,
  };
}
