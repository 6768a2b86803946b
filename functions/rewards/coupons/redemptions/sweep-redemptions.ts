import { type PublishItems, REDEMPTIONS_TOPIC, redemptionRequest } from '@fanfold/kit/messages';
import { FieldPath, type Firestore, type QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { logger } from 'firebase-functions';
import { SERVICE } from '../../ledger/documents.ts';
import type { RedemptionDocument } from '../documents.ts';
import { type SweepRound, isDue, nextRound } from './sweep-round.ts';

/** Fans are waiting: somebody has to look. */
const ALARM_AFTER_MS = 60_000;

/** Of one sweep, so that it ends before the next one, which goes on from there: some 20 MB with what is read of each. */
const MOST = 10_000;
/** In `health/redemptions`. */
const LISTED = 20;

const HEALTH = 'health/redemptions';

/** `health/redemptions`: what the last sweep found, among 10,000 at most. */
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
  /** Null until the first one has begun. */
  round: SweepRound | null;
}

type Pending = Pick<RedemptionDocument, 'uid' | 'campaignId' | 'requestedAt'> & { id: string };

/**
 * Publishes redemptions again that should have ended: the call that wrote them died before it published, or their message got lost. The alarm comes before
 * that, so that an outage of Pub/Sub does not hide what it causes; what was not published is due in the next sweep. Their index is by status alone, for
 * one on a time takes no more than 500 writes a second.
 */
export async function sweepRedemptions(db: Firestore, publish: PublishItems, now: Date): Promise<void> {
  const reference = db.doc(HEALTH);
  const before = ((await reference.get()).data() as RedemptionsHealth | undefined)?.round ?? null;
  const round = nextRound(before, now);
  const found = await readPending(db, round.after);
  const late = found.filter((redemption) => isDue(round, redemption));
  const overdue = found.filter(({ requestedAt }) => now.getTime() - Date.parse(requestedAt) > ALARM_AFTER_MS);
  const health: Omit<RedemptionsHealth, 'round'> = {
    at: now.toISOString(),
    pending: found.length,
    late: late.length,
    overdue: overdue.length,
    overdueIds: overdue.slice(0, LISTED).map(({ id }) => id),
  };
  if (health.overdue > 0) alarm(health);
  await reference.set({ ...health, round: before });
  const requests = late.map(({ id, uid, campaignId }) => redemptionRequest(id, uid, campaignId));
  if (requests.length > 0) await publish(REDEMPTIONS_TOPIC, requests);
  const after = found.length < MOST ? null : (found.at(-1)?.id ?? null);
  await reference.update({ round: { ...round, after } });
}

/** @param after the id after which to begin; null: at the first */
async function readPending(db: Firestore, after: string | null): Promise<Pending[]> {
  const pending = db
    .collection('redemptions')
    .where('status', '==', 'pending')
    .orderBy(FieldPath.documentId())
    .select('uid', 'campaignId', 'requestedAt')
    .limit(MOST);
  const { docs } = await (after === null ? pending : pending.startAfter(after)).get();
  return docs.map(pendingOf);
}

function pendingOf(document: QueryDocumentSnapshot): Pending {
  return { id: document.id, ...(document.data() as Omit<Pending, 'id'>) };
}

/** Without ids, which name fans. */
function alarm({ pending, overdue }: Pick<RedemptionsHealth, 'pending' | 'overdue'>): void {
  const message = 'redemptions do not end';
  const event = 'redemptionsOverdue';
  logger.write({ severity: 'ALERT', message, event, service: SERVICE, pending, overdue });
}
