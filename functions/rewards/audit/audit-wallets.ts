import { inLanes } from '@fanfold/kit/ops';
import { FieldPath, type Firestore } from 'firebase-admin/firestore';
import { type AuditRound, afterWallet } from './audit-round.ts';
import { type WalletReport, auditWallet } from './audit-wallet.ts';

/** Wallets between two cursors, and how many of them at once. */
const PAGE = 100;
const LANES = 10;

/**
 * Audits the wallets after the cursor of a round, page by page.
 *
 * @param onPage gets the round after each page. False ends it there; it can go on from that round.
 * @returns whether all wallets have been audited
 */
export async function auditWallets(
  db: Firestore,
  round: AuditRound,
  onPage: (round: AuditRound) => Promise<boolean> | boolean,
): Promise<boolean> {
  const wallets = db.collection('wallets').orderBy(FieldPath.documentId()).select();
  for (let current = round; ;) {
    const after = current.cursor === null ? wallets : wallets.startAfter(current.cursor);
    const { docs } = await after.limit(PAGE).get();
    const reports = new Map<string, WalletReport>();
    await inLanes(docs, LANES, async ({ id }) => void reports.set(id, await auditWallet(db, id)));
    current = docs.reduce((before, { id }) => afterWallet(before, reports.get(id) as WalletReport), current);
    const mayGoOn = await onPage(current);
    if (docs.length < PAGE) return true;
    if (!mayGoOn) return false;
  }
}
