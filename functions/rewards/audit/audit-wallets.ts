import { groupBy } from '@fanfold/kit/ops';
import { FieldPath, type Firestore, type QueryDocumentSnapshot, type Transaction } from 'firebase-admin/firestore';
import { postingPath } from '../ledger/documents.ts';
import { type AuditRound, afterWallet } from './audit-round.ts';
import { reportOf } from './audit-wallet.ts';

/** Wallets between two cursors: they are held at once, with all their postings. */
const PAGE = 100;

/** Postings of one query. */
const POSTINGS = 1_000;

/** Sorts after every key. */
const LAST_KEY = '\u{10FFFF}';

/**
 * Audits the wallets after the cursor of a round, page by page: each as it stood at one moment. Postings whose wallet is gone are a wallet too.
 *
 * @param onPage gets the round after each page. False ends it there; it can go on from that round.
 * @returns whether all wallets have been audited
 */
export async function auditWallets(
  db: Firestore,
  round: AuditRound,
  onPage: (round: AuditRound) => Promise<boolean> | boolean,
): Promise<boolean> {
  for (let current = round; ;) {
    const { cursor } = current;
    const { wallets, records } = await db.runTransaction((transaction) => readPage(db, transaction, cursor), {
      readOnly: true,
    });
    const stored = new Map(wallets.map((wallet) => [wallet.id, wallet]));
    const below = groupBy(records, ({ ref }) => ref.parent.parent?.id ?? '');
    // As Firestore sorts ids: by bytes.
    const uids = [...new Set([...stored.keys(), ...below.keys()])].sort((a, b) =>
      Buffer.compare(Buffer.from(a), Buffer.from(b)),
    );
    for (const uid of uids) current = afterWallet(current, reportOf(uid, stored.get(uid), below.get(uid) ?? []));
    const mayGoOn = await onPage(current);
    if (wallets.length < PAGE) return true;
    if (!mayGoOn) return false;
  }
}

/** The wallets after a cursor, and what stands below them and between them. */
async function readPage(db: Firestore, transaction: Transaction, cursor: string | null) {
  const all = db.collection('wallets').orderBy(FieldPath.documentId());
  const { docs: wallets } = await transaction.get((cursor === null ? all : all.startAfter(cursor)).limit(PAGE));
  let below = db.collectionGroup('postings').orderBy(FieldPath.documentId());
  const last = wallets.length === PAGE ? wallets.at(-1)?.id : undefined;
  if (last !== undefined) below = below.endAt(postingPath(last, LAST_KEY));
  const records: QueryDocumentSnapshot[] = [];
  for (let after = cursor === null ? undefined : postingPath(cursor, LAST_KEY); ;) {
    const { docs } = await transaction.get((after === undefined ? below : below.startAfter(after)).limit(POSTINGS));
    records.push(...docs);
    after = docs.at(-1)?.ref.path;
    if (docs.length < POSTINGS) return { wallets, records };
  }
}
