import { type PublishItems, REDEMPTIONS_TOPIC, redemptionRequest } from '@fanfold/kit/messages';
import type { Firestore } from 'firebase-admin/firestore';
import { logger } from 'firebase-functions';
import type { RedemptionDocument } from '../documents.ts';

/** A redemption takes less than a second; after so long its message is taken for lost. */
const LOST_AFTER_MS = 30_000;
/** Fans are waiting: somebody has to look. */
const ALARM_AFTER_MS = 60_000;

/** Documents that are read at once. */
const PAGE = 500;
/** Of one sweep, so that it ends before the next one; what is left comes then. */
const MAX_PAGES = 40;
/** In `health/redemptions`, and in the alarm. */
const LISTED = 20;

/** `health/redemptions`: what the last sweep found. */
export interface RedemptionsHealth {
  at: string;
  /** On their way. */
  pending: number;
  /** Published again. */
  late: number;
  /** Pending for more than a minute. */
  overdue: number;
  /** Of the overdue, the ids of some. */
  overdueIds: string[];
}

/**
 * Publishes redemptions again that should have ended: the call that wrote them died before it published, or their message got lost. Their index is by status
 * alone, for one on a time takes no more than 500 writes a second.
 */
export async function sweepRedemptions(db: Firestore, publish: PublishItems, now: Date): Promise<void> {
  const before = (ageMs: number) => new Date(now.getTime() - ageMs).toISOString();
  const health: RedemptionsHealth = { at: now.toISOString(), pending: 0, late: 0, overdue: 0, overdueIds: [] };
  const pending = db.collection('redemptions').where('status', '==', 'pending').orderBy('__name__').limit(PAGE);
  let page = pending;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const { docs } = await page.get();
    const found = docs.map((document) => ({ id: document.id, ...(document.data() as RedemptionDocument) }));
    const late = found.filter(({ requestedAt }) => requestedAt < before(LOST_AFTER_MS));
    const overdue = late.filter(({ requestedAt }) => requestedAt < before(ALARM_AFTER_MS));
    if (late.length > 0)
      await publish(
        REDEMPTIONS_TOPIC,
        late.map(({ id, uid, campaignId }) => redemptionRequest(id, uid, campaignId)),
      );
    health.pending += found.length;
    health.late += late.length;
    health.overdue += overdue.length;
    health.overdueIds.push(...overdue.map(({ id }) => id).slice(0, LISTED - health.overdueIds.length));
    const last = docs.at(-1);
    if (docs.length < PAGE || !last) break;
    page = pending.startAfter(last);
  }
  await db.doc('health/redemptions').set({ ...health });
  if (health.overdue > 0) {
    const { pending: waiting, overdue } = health;
    const message = 'redemptions do not end';
    logger.write({ severity: 'ALERT', message, event: 'redemptionsOverdue', pending: waiting, overdue });
  }
}
