import assert from 'node:assert/strict';
import { type AuditRound, newRound } from '@fanfold/rewards/audit/audit-round';
import { auditWallets } from '@fanfold/rewards/audit/audit-wallets';
import type { Firestore } from 'firebase-admin/firestore';

/** Audits all wallets, while others may be writing to them: each adds up at every moment. */
export async function auditAll(db: Firestore): Promise<AuditRound> {
  let round = newRound();
  await auditWallets(db, round, (next) => {
    round = next;
    return true;
  });
  assertAddsUp(round);
  return round;
}

export function assertAddsUp(round: AuditRound): void {
  assert.deepEqual(round.differences, []);
  assert.equal(round.imbalance, 0);
}
