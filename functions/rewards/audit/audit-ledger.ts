import type { Firestore } from 'firebase-admin/firestore';
import { logger } from 'firebase-functions';
import { z } from 'zod';
import { SERVICE } from '../ledger/documents.ts';
import { type AuditRound, auditRoundSchema, imbalance, newRound } from './audit-round.ts';
import { auditWallets } from './audit-wallets.ts';

/** Where it stands. It reads every posting there is: once a day is what it is worth. */
export const LEDGER_HEALTH = 'health/ledger';
const ROUND_EVERY_MS = 24 * 3_600_000;

const runningSchema = auditRoundSchema.and(z.object({ startedAt: z.string() }));
const endedSchema = runningSchema.and(z.object({ endedAt: z.string(), imbalance: z.number() }));

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
 * in `health/ledger` with the wallets that differ.
 *
 * @param mayGoOn asked after each page; what is left is for the next run
 */
export async function auditLedger(db: Firestore, now: () => Date, mayGoOn: () => boolean): Promise<LedgerHealth> {
  const reference = db.doc(LEDGER_HEALTH);
  const stored = (await reference.get()).data();
  let health: LedgerHealth = stored ? healthSchema.parse(stored) : { at: '', running: null, ended: null };
  const last = health.running ?? health.ended;
  const isDue = last === null || now().getTime() - Date.parse(last.startedAt) >= ROUND_EVERY_MS;
  if (!health.running && !isDue) return health;

  const startedAt = health.running?.startedAt ?? now().toISOString();
  let differing = health.running?.differing ?? 0;
  const hasEnded = await auditWallets(db, health.running ?? newRound(), async (round) => {
    if (round.differing > differing) alarm(round);
    differing = round.differing;
    health = { ...health, at: now().toISOString(), running: { ...round, startedAt } };
    await reference.set(health);
    return mayGoOn();
  });
  if (!hasEnded || !health.running) return health;
  const ended = { ...health.running, endedAt: now().toISOString(), imbalance: imbalance(health.running) };
  if (ended.imbalance !== 0) alarm(ended);
  health = { at: ended.endedAt, running: null, ended };
  await reference.set(health);
  return health;
}

/** Somebody, or a fault of ours, has changed what never changes. `npm run audit -- --wallet UID` says which postings. */
function alarm(round: AuditRound): void {
  const wallets = round.differences.map(({ uid }) => uid);
  const message = `the ledger differs in ${round.differing} wallets`;
  logger.write({
    severity: 'ALERT',
    message,
    event: 'ledgerDiffers',
    service: SERVICE,
    wallets,
    sum: imbalance(round),
  });
}
