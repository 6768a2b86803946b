import { logger } from 'firebase-functions';
import type { Firestore } from 'firebase-admin/firestore';
import { directivesDocumentSchema, directivesPath } from '../scorer/directives.ts';
import type { SweptContest } from './contests.ts';

/** A settlement that ops hold. */
export interface HeldSettlement {
  matchId: string;
  /** Who holds it, since when, and why. */
  uid: string;
  at: string;
  reason: string;
  /** When a sweep first found that the contest has ended: ISO 8601, UTC. Null: it has not. */
  endedAt: string | null;
}

/** So long after the end, what is looked into is known, and fans wait for their coins. */
const PATIENCE_MS = 3 * 3_600_000;

/**
 * Looks after a contest whose settlement ops hold. Three hours after it has ended they may have forgotten it: an alarm says who held it, and why, until it
 * is settled or void.
 *
 * @param last what the sweep before has noted of it
 */
export async function sweepHeld(
  db: Firestore,
  { contestId, matchId, status }: SweptContest,
  last: HeldSettlement | undefined,
  now: Date,
): Promise<HeldSettlement> {
  const document = await db.doc(directivesPath(contestId)).get();
  const { audit } = directivesDocumentSchema.parse(document.data());
  const record = audit.findLast(({ directive }) => directive === 'holdSettlement');
  const { uid = 'unknown', at = '', reason = '' } = record ?? {};
  const hasEnded = status === 'final' || status === 'void';
  const endedAt = hasEnded ? (last?.endedAt ?? now.toISOString()) : null;
  const held: HeldSettlement = { matchId, uid, at, reason, endedAt };
  if (endedAt !== null && now.getTime() - Date.parse(endedAt) >= PATIENCE_MS) logHeld(contestId, held);
  return held;
}

function logHeld(contestId: string, held: HeldSettlement): void {
  const message = `contest ${contestId} has ended, and its settlement is held: call settleContest, or voidContest, when what is looked into is known`;
  logger.write({ severity: 'ALERT', message, event: 'settlementHeld', contestId, ...held });
}
