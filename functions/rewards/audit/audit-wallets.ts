import { type StoredWallet, type WalletAuditState } from '@fanfold/game/coins';
import { inLanes } from '@fanfold/kit/ops';
import { type DocumentData, FieldPath, type Firestore, type QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { type Anchors, compareIds, readAnchors } from './anchors.ts';
import { type AuditRound, afterWallet } from './audit-round.ts';
import { type WalletReport, foldWallet } from './audit-wallet.ts';
import { readStored, recordsOf } from './stored.ts';
import { findStrays, recordsBetween } from './strays.ts';

/** Wallets of a page. */
const PAGE = 100;

/** Records of a page, unless one wallet alone has more: a run ends after a page, or within such a wallet. */
const PAGE_RECORDS = 20_000;

/** Of a page, under way at once: each holds the postings of one query. */
const WALLETS_AT_ONCE = 8;

/** Wallets that follow each other, as they stood at one moment. */
interface Page {
  wallets: Map<string, { fields: DocumentData; stored: StoredWallet }>;
  /** Records that stand below them and between them. */
  records: number;
  /** The last of them; undefined: no wallets follow. */
  upTo: string | undefined;
}

/**
 * Audits the wallets after the cursor of a round, page by page. Postings whose wallet is gone are a wallet too. It holds the postings of a few queries
 * at once, however many a wallet has.
 *
 * @param onPage gets the round after each page, and now and then within a wallet that has very many postings; and, after a page, what was seen of its
 *   wallets. False ends it there; it can go on from that round.
 * @returns whether all wallets have been audited
 */
export async function auditWallets(
  db: Firestore,
  round: AuditRound,
  onPage: (round: AuditRound, seen: Anchors | null) => Promise<boolean> | boolean,
): Promise<boolean> {
  for (let current = round; ;) {
    const { cursor, within } = current;
    const { wallets, records, upTo } = await readPage(db, cursor);
    const before = await readAnchors(db, cursor, upTo);
    const stored = new Map([...wallets].map(([uid, wallet]) => [uid, wallet.stored]));
    const isWhole = records === recordsOf(stored.values());
    const strays = isWhole ? new Map() : await findStrays(db, recordsBetween(db, cursor, upTo), stored);
    const uids = [...new Set([...wallets.keys(), ...strays.keys(), ...before.byUid.keys()])].sort(compareIds);

    const reports = new Map<string, WalletReport>();
    let isStopped = false;
    await inLanes(uids, WALLETS_AT_ONCE, async (uid) => {
      const known = within?.uid === uid ? within : undefined;
      const fields = known ? known.fields : (wallets.get(uid)?.fields ?? null);
      const asked = { uid, fields, anchor: before.byUid.get(uid), strays: strays.get(uid) ?? [] };
      // Of a page with others there are few.
      const keep = (state: WalletAuditState) =>
        uids.length > 1 || onPage({ ...current, within: { uid, fields, state } }, null);
      const report = await foldWallet(db, asked, known?.state, everySome(keep));
      if (report) reports.set(uid, report);
      else isStopped = true;
    });
    if (isStopped) return false;
    const inOrder = uids.map((uid) => reports.get(uid) as WalletReport);
    current = inOrder.reduce(afterWallet, { ...current, within: null });
    const mayGoOn = await onPage(current, seenOf(inOrder, before));
    if (upTo === undefined) return true;
    if (!mayGoOn) return false;
  }
}

/** Between two saves within a wallet. */
const QUERIES_BETWEEN = 10;

function everySome(keep: (state: WalletAuditState) => Promise<boolean> | boolean) {
  let queries = 0;
  return (state: WalletAuditState) => ++queries % QUERIES_BETWEEN !== 0 || keep(state);
}

function seenOf(reports: readonly WalletReport[], { covered }: Anchors): Anchors {
  const byUid = new Map(reports.flatMap(({ uid, anchor }) => (anchor ? [[uid, anchor] as const] : [])));
  return { byUid, covered };
}

/** Two reads in one transaction: wallets and the number of their records belong together, and Firestore ends no transaction so short. */
async function readPage(db: Firestore, cursor: string | null): Promise<Page> {
  const all = db.collection('wallets').orderBy(FieldPath.documentId());
  const following = (cursor === null ? all : all.startAfter(cursor)).limit(PAGE);
  return db.runTransaction(
    async (transaction) => {
      const { docs } = await transaction.get(following);
      const wallets = withinPage(docs);
      const isLast = docs.length < PAGE && wallets.size === docs.length;
      const upTo = isLast ? undefined : [...wallets.keys()].at(-1);
      const { count } = (await transaction.get(recordsBetween(db, cursor, upTo).count())).data();
      return { wallets, records: count, upTo };
    },
    { readOnly: true },
  );
}

/** The first of them, as far as their records are few enough; one at least. */
function withinPage(docs: readonly QueryDocumentSnapshot[]): Page['wallets'] {
  const wallets: Page['wallets'] = new Map();
  let records = 0;
  for (const document of docs) {
    const fields = document.data();
    const stored = readStored(fields);
    records += recordsOf([stored]);
    if (wallets.size > 0 && records > PAGE_RECORDS) break;
    wallets.set(document.id, { fields, stored });
  }
  return wallets;
}
