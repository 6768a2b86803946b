import { type Anchor, type LedgerProblem, WalletAudit, type WalletAuditState } from '@fanfold/game/coins';
import { bodyHash } from '@fanfold/kit/calls';
import type { DocumentData, DocumentSnapshot, Firestore, Query, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { walletPath } from '../ledger/documents.ts';
import { readAnchor } from './anchors.ts';
import { readStored, recordOf, recordsOf } from './stored.ts';
import { findStrays, recordsBelow } from './strays.ts';

/** A wallet whose postings are to be folded. */
export interface AskedWallet {
  uid: string;
  /** Of its document as it stood when the audit began; null: there is none. */
  fields: DocumentData | null;
  /** What the audit before has seen of it. */
  anchor: Anchor | undefined;
  /** What is known to be wrong already. */
  strays: readonly LedgerProblem[];
}

export interface WalletReport {
  uid: string;
  postings: number;
  /** What the wallet says that the fan has, of all currencies. */
  available: number;
  /** What its postings have moved to each account of the house. */
  house: WalletAuditState['house'];
  problems: readonly LedgerProblem[];
  /** Its last posting; undefined: it has none. */
  anchor: Anchor | undefined;
}

/** Postings of one query: with the longest of keys and details some 3 MB. */
const POSTINGS = 300;

/** Asked after each query with how far the audit of the wallet is; false ends it there. */
export type OnPostings = (state: WalletAuditState) => Promise<boolean> | boolean;

/** Folds one wallet's postings anew, up to where the wallet stood at one moment, and holds them against what was seen before. */
export async function auditWallet(db: Firestore, uid: string): Promise<WalletReport> {
  const below = recordsBelow(db, uid);
  const { stored, records } = await db.runTransaction(
    async (transaction) => {
      const stored = await transaction.get(db.doc(walletPath(uid)));
      const { count } = (await transaction.get(below.count())).data();
      return { stored, records: count };
    },
    { readOnly: true },
  );
  const wallets = new Map(stored.exists ? [[uid, readStored(stored.data() as DocumentData)]] : []);
  const strays = records === recordsOf(wallets.values()) ? new Map() : await findStrays(db, below, wallets);
  const asked = {
    uid,
    fields: stored.data() ?? null,
    anchor: await readAnchor(db, uid),
    strays: strays.get(uid) ?? [],
  };
  return (await foldWallet(db, asked, undefined, () => true)) as WalletReport;
}

/**
 * Postings never change, and new ones have higher numbers: those up to the wallet's are the same whenever they are read, query by query.
 *
 * @param from where an audit of the same wallet has stopped
 * @returns null: it was stopped
 */
export async function foldWallet(
  db: Firestore,
  { uid, fields, anchor, strays }: AskedWallet,
  from: WalletAuditState | undefined,
  onPostings: OnPostings,
): Promise<WalletReport | null> {
  const audit = new WalletAudit(uid, bodyHash, anchor, from);
  const stored = fields && readStored(fields);
  const inOrder = db
    .collection(`${walletPath(uid)}/postings`)
    .where('seq', '<=', stored?.seq ?? Number.MAX_SAFE_INTEGER)
    .orderBy('seq');
  for (let last: QueryDocumentSnapshot | number | undefined = from?.wallet.seq; ;) {
    const next: Query = last === undefined ? inOrder : inOrder.startAfter(last);
    const { docs } = await next.limit(POSTINGS).get();
    for (const record of docs) take(audit, record);
    last = docs.at(-1) ?? last;
    if (docs.length < POSTINGS) break;
    if (!(await onPostings(audit.state))) return null;
  }
  for (const { fault, key } of strays) audit.add(fault, key);
  const problems = audit.problems(stored);
  const { wallet, house } = audit.state;
  const available = Object.values(stored?.balances ?? {}).reduce((sum, balance) => sum + balance.available, 0);
  const seen = wallet.seq === 0 ? undefined : { seq: wallet.seq, head: wallet.head };
  return { uid, postings: wallet.seq, available, house, problems, anchor: problems.length > 0 ? anchor : seen };
}

function take(audit: WalletAudit, record: DocumentSnapshot): void {
  const read = recordOf(record);
  if (read && !('refused' in read)) audit.take(read);
  else audit.add('unreadable', record.id);
}
