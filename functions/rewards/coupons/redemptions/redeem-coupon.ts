import { type FanFacts, refusedReason, unmetConditions } from '@fanfold/game/coupons';
import {
  CallError,
  type CallPace,
  type Caller,
  erasedFanPath,
  keepPace,
  nextInPace,
  tryAgainIfCrowded,
  writeAsRead,
} from '@fanfold/kit/calls';
import { type PublishItems, REDEMPTIONS_TOPIC, redemptionRequest } from '@fanfold/kit/messages';
import { type DocumentSnapshot as Snapshot, type Firestore, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import { campaignId, price } from '../campaigns/terms-schema.ts';
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
  /** What the fan has seen that it costs: where it costs something else by now, nothing is asked for. */
  price,
});

export interface RedemptionReceipt {
  /** Of the document to watch: it says how it ends. */
  path: string;
}

/** Each new key leaves a document, whatever comes of it. */
const NEW_ONES: CallPace = { inARow: 20, everyMs: 5_000 };

/** A redemption takes less than a second. */
const LATE_AFTER_MS = 2_000;

/** Such a document is not needed for long: its moment has passed. */
const PACE_KEPT_MS = 10 * 60_000;

/**
 * Asks for a coupon. What it costs, and whether there is one, is decided by a function: the fan watches the document. The same key again is the same
 * redemption, and answers so for ever.
 *
 * @throws CallError fanErased, campaignNotFound, notOnOffer, priceChanged, notEligible, tooManyRequests, idempotencyConflict, tryAgain
 */
export async function redeemCoupon(
  db: Firestore,
  publish: PublishItems,
  caller: Caller,
  { campaignId: campaign, key, price: seen }: z.infer<typeof redeemCouponSchema>,
  now: () => Date,
): Promise<RedemptionReceipt> {
  const { uid } = caller;
  const id = redemptionId(uid, key);
  const reference = db.doc(redemptionPath(id));
  const others = [campaignPath(campaign), `rateLimits/redeemCoupon:${uid}`, erasedFanPath(uid)];
  const { redemption, isDue } = await tryAgainIfCrowded(async () => {
    const snapshots = await db.getAll(reference, ...others.map((path) => db.doc(path)));
    const [known, offered, paced, erased] = snapshots as [Snapshot, Snapshot, Snapshot, Snapshot];
    assertNotErased(erased);
    const at = now();
    const stored = known.data() as RedemptionDocument | undefined;
    if (stored) return { redemption: stored, isDue: await isDueAgain(db, stored, paced, at) };
    const fresh = await offer(db, caller, { campaign, seen }, offered.data() as CampaignDocument | undefined, at);
    const writes = db.batch();
    writeAsRead(writes, known, fresh);
    // As it was read: of calls that read the same pace, one is counted, and the others read again.
    writeAsRead(writes, paced, paceDocument(keepPace(NEW_ONES, busyUntil(paced), at)));
    await writes.commit();
    return { redemption: fresh, isDue: true };
  });
  if (redemption.campaignId !== campaign || redemption.price !== seen)
    throw new CallError('idempotencyConflict', 'This key was used for another campaign or price.', {
      status: 'already-exists',
    });
  if (isDue) await publish(REDEMPTIONS_TOPIC, [redemptionRequest(id, uid, campaign)]);
  return { path: reference.path };
}

/**
 * Whether a redemption that is known is to be published again: the call that wrote it may have died before it did. A repeat is never refused; the
 * messages that repeats publish keep the pace of new ones.
 */
async function isDueAgain(db: Firestore, stored: RedemptionDocument, paced: Snapshot, now: Date): Promise<boolean> {
  if (stored.status !== 'pending' || now.getTime() - Date.parse(stored.requestedAt) < LATE_AFTER_MS) return false;
  const next = nextInPace(NEW_ONES, busyUntil(paced), now);
  if (next.is === 'early') return false;
  const writes = db.batch();
  writeAsRead(writes, paced, paceDocument(next.busyUntil));
  await writes.commit();
  return true;
}

function busyUntil(paced: Snapshot): Date | null {
  return (paced.get('busyUntil') as Timestamp | undefined)?.toDate() ?? null;
}

function paceDocument(busy: Date): { busyUntil: Timestamp; expiresAt: Timestamp } {
  return {
    busyUntil: Timestamp.fromDate(busy),
    expiresAt: Timestamp.fromMillis(busy.getTime() + PACE_KEPT_MS),
  };
}

/** @throws CouponCallError campaignNotFound, notOnOffer, priceChanged, notEligible */
async function offer(
  db: Firestore,
  caller: Caller,
  { campaign, seen }: { campaign: string; seen: number },
  offered: CampaignDocument | undefined,
  now: Date,
): Promise<RedemptionDocument> {
  if (!offered?.isPublic) throw notFound('campaignNotFound', 'There is no such campaign.');
  const requestedAt = now.toISOString();
  const reason = refusedReason(offered, requestedAt, requestedAt);
  if (reason) throw new CouponCallError('notOnOffer', 'The campaign takes nobody now.', { details: { reason } });
  if (seen !== offered.price)
    throw new CouponCallError('priceChanged', 'It costs something else by now.', { details: { price: offered.price } });
  const fan: FanFacts = await readFanFacts(db, caller, offered.eligibility);
  const conditions = unmetConditions(offered.eligibility, fan);
  if (conditions.length > 0)
    throw new CouponCallError('notEligible', 'This is not for everybody.', { details: { conditions } });
  const { price: cost, brand, title, picture, terms, codesExpireAt } = offered;
  return {
    uid: caller.uid,
    campaignId: campaign,
    status: 'pending',
    reason: null,
    price: cost,
    brand,
    title,
    picture,
    terms,
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
