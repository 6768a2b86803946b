import type { LedgerProblem, StoredWallet } from '@fanfold/game/coins';
import { inLanes } from '@fanfold/kit/ops';
import { type Firestore, FieldPath, type Query, type QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { postingPath, walletPath } from '../ledger/documents.ts';
import { readStored, recordOf } from './stored.ts';

/** Of one query: see POSTINGS. */
const RECORDS = 300;

const READS_AT_ONCE = 8;

/** Named of one wallet: an audit says no more. */
const MAX_NAMED = 5;

/** Sorts after every key. */
const LAST_KEY = '\u{10FFFF}';

/** What stands below one wallet. */
interface Tally {
  postings: number;
  refusals: number;
  problems: LedgerProblem[];
  /** Postings whose number is above the wallet's: they may have come since. */
  beyond: { key: string; seq: number }[];
}

/** All that stands below the wallets after one and up to another, in the order of their ids. */
export function recordsBetween(db: Firestore, after: string | null, upTo: string | undefined): Query {
  let records = db.collectionGroup('postings').orderBy(FieldPath.documentId());
  if (after !== null) records = records.startAfter(postingPath(after, LAST_KEY));
  return upTo === undefined ? records : records.endAt(postingPath(upTo, LAST_KEY));
}

/** All that stands below a wallet. */
export function recordsBelow(db: Firestore, uid: string): Query {
  return db.collection(`${walletPath(uid)}/postings`).orderBy(FieldPath.documentId());
}

/**
 * Looks through all records where there are more or fewer than wallets say: records that no query by numbers finds, and those whose wallet is gone.
 *
 * @param wallets as they stood when the records were counted
 * @returns by uid what is wrong; wallets that are gone are in it too, and what is wrong with them is for who folds them
 */
export async function findStrays(
  db: Firestore,
  records: Query,
  wallets: ReadonlyMap<string, StoredWallet>,
): Promise<Map<string, LedgerProblem[]>> {
  const tallies = new Map<string, Tally>();
  for (let last: QueryDocumentSnapshot | undefined; ;) {
    const { docs } = await (last ? records.startAfter(last) : records).limit(RECORDS).get();
    for (const record of docs) {
      const uid = record.ref.parent.parent?.id ?? '';
      let tally = tallies.get(uid);
      if (!tally) tallies.set(uid, (tally = { postings: 0, refusals: 0, problems: [], beyond: [] }));
      count(tally, record, wallets.get(uid)?.seq ?? 0);
    }
    last = docs.at(-1);
    if (docs.length < RECORDS) break;
  }
  const strays = new Map<string, LedgerProblem[]>();
  const uids = [...new Set([...wallets.keys(), ...tallies.keys()])];
  await inLanes(uids, READS_AT_ONCE, async (uid) => {
    const problems = await problemsOf(db, uid, wallets.get(uid), tallies.get(uid));
    if (problems) strays.set(uid, problems);
  });
  return strays;
}

function count(tally: Tally, record: QueryDocumentSnapshot, seq: number): void {
  const read = recordOf(record);
  if (!read) {
    if (tally.problems.length < MAX_NAMED) tally.problems.push({ fault: 'unreadable', key: record.id });
  } else if ('refused' in read) tally.refusals++;
  else if (read.seq <= seq) tally.postings++;
  else if (tally.beyond.length < MAX_NAMED) tally.beyond.push(read);
}

/** Null: nothing is wrong, or the wallet is new. */
async function problemsOf(
  db: Firestore,
  uid: string,
  wallet: StoredWallet | undefined,
  tally: Tally | undefined,
): Promise<LedgerProblem[] | null> {
  const { postings = 0, refusals = 0, problems = [], beyond = [] } = tally ?? {};
  const found = [...problems];
  if (refusals < (wallet?.refusals ?? 0)) found.push({ fault: 'refusalsAreGone', key: null });
  if (wallet && postings > wallet.seq) found.push({ fault: 'brokenSequence', key: null });
  if (!wallet || beyond.length > 0) {
    const now = await db.doc(walletPath(uid)).get();
    if (!wallet) return now.exists ? null : found;
    const seq = now.exists ? readStored(now.data() ?? {}).seq : 0;
    for (const { key, seq: its } of beyond) if (its > seq) found.push({ fault: 'brokenSequence', key });
  }
  return found.length > 0 ? found : null;
}
