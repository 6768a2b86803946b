import type { Firestore } from 'firebase-admin/firestore';
import { logger } from 'firebase-functions';
import { z } from 'zod';
import { SERVICE } from '../ledger/documents.ts';
import { writeAnchors } from './anchors.ts';
import { type AuditRound, auditRoundSchema, newRound } from './audit-round.ts';
import { auditWallets } from './audit-wallets.ts';

/** Where it stands. It reads every posting there is: once a day is what it is worth. */
export const LEDGER_HEALTH = 'health/ledger';
const ROUND_EVERY_MS = 24 * 3_600_000;

/** Runs follow each other every ten minutes, and each comes to the end of a page. */
const STALLED_MS = 45 * 60_000;

const runningSchema = auditRoundSchema.and(z.object({ startedAt: z.string() }));
const endedSchema = runningSchema.and(
  z.object({
    endedAt: z.string(),
    /** Postings that the round before has seen and this one has not. None is ever deleted. */
    lost: z.number(),
  }),
);

const healthSchema = z.object({
  /** Of the last page; ISO 8601, UTC. */
  at: z.string(),
  /** Under way; null: until the next one is due. */
  running: runningSchema.nullable(),
  /** The last one that has ended. */
  ended: endedSchema.nullable(),
});

/** Fields of `health/ledger`. */
export type LedgerHealth = z.infer<typeof healthSchema>;

/**
 * Goes on with the audit of all wallets where the run before has stopped, or begins a new one when it is due. A difference is an alarm, and stands
 * in `health/ledger` with the wallets that differ; so is a round that does not get on.
 *
 * @param mayGoOn asked after each page; what is left is for the next run
 */
export async function auditLedger(db: Firestore, now: () => Date, mayGoOn: () => boolean): Promise<LedgerHealth> {
  const reference = db.doc(LEDGER_HEALTH);
  let health = readHealth((await reference.get()).data());
  const last = health.running ?? health.ended;
  const age = (time: string) => now().getTime() - Date.parse(time);
  if (!health.running && last !== null && age(last.startedAt) < ROUND_EVERY_MS) return health;
  if (health.running && age(health.at) >= STALLED_MS) alarmStalled(health.running, health.at);

  const startedAt = health.running?.startedAt ?? now().toISOString();
  let differing = health.running?.differing ?? 0;
  const hasEnded = await auditWallets(db, health.running ?? newRound(), async (round, seen) => {
    if (round.differing > differing) alarm(round, 0);
    differing = round.differing;
    health = { ...health, at: now().toISOString(), running: { ...round, startedAt } };
    const batch = db.batch();
    batch.set(reference, health);
    if (seen) writeAnchors(db, batch, seen);
    await batch.commit();
    return mayGoOn();
  });
  if (!hasEnded || !health.running) return health;
  const lost = Math.max(0, (health.ended?.postings ?? 0) - health.running.postings);
  const ended = { ...health.running, endedAt: now().toISOString(), lost };
  if (ended.imbalance !== 0 || lost > 0) alarm(ended, lost);
  health = { at: ended.endedAt, running: null, ended };
  await reference.set(health);
  return health;
}

/** Another release may have kept other fields: then a new round begins, rather than none for ever. */
function readHealth(stored: unknown): LedgerHealth {
  const { success, data } = healthSchema.safeParse(stored);
  if (success) return data;
  if (stored) {
    const message = 'what the audit has kept cannot be read; it begins anew';
    logger.write({ severity: 'WARNING', message, event: 'auditBeginsAnew', service: SERVICE });
  }
  return { at: '', running: null, ended: null };
}

/** Somebody, or a fault of ours, has changed what never changes. `npm run audit -- --wallet UID` says which postings. */
function alarm(round: AuditRound, lost: number): void {
  const wallets = round.differences.map(({ uid }) => uid);
  const message = `the ledger differs in ${round.differing} wallets`;
  logger.write({
    severity: 'ALERT',
    message,
    event: 'ledgerDiffers',
    service: SERVICE,
    wallets,
    sum: round.imbalance,
    lost,
  });
}

/** Runs fail, or there are none: the log of the function says why. What comes after the cursor is not audited. */
function alarmStalled({ cursor }: AuditRound, at: string): void {
  const message = `the audit of the ledger has not got on since ${at}`;
  logger.write({ severity: 'ALERT', message, event: 'auditStalled', service: SERVICE, cursor });
}
