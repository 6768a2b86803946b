import { type HouseAccount, type LedgerProblem, type Wallet, WalletAudit } from '@fanfold/game/coins';
import { bodyHash } from '@fanfold/kit/calls';
import type { DocumentSnapshot, Firestore, QueryDocumentSnapshot, Transaction } from 'firebase-admin/firestore';
import { postingSchema, readWalletFields, walletPath } from '../ledger/documents.ts';

/** Postings that are held at once. */
const PAGE = 500;

export interface WalletReport {
  uid: string;
  postings: number;
  /** What the wallet says that the fan has. */
  available: number;
  /** What its postings have moved to each account of the house. */
  house: ReadonlyMap<HouseAccount, number>;
  problems: readonly LedgerProblem[];
}

/** Folds a wallet's postings anew, as they and the wallet stood at one moment. */
export async function auditWallet(db: Firestore, uid: string): Promise<WalletReport> {
  const reference = db.doc(walletPath(uid));
  const work = async (transaction: Transaction) => {
    const audit = new WalletAudit(bodyHash);
    const stored = storedWallet(await transaction.get(reference));
    for await (const posting of postingsOf(transaction, reference.collection('postings').orderBy('seq'))) {
      const parsed = postingSchema.safeParse(posting.data());
      if (parsed.success && parsed.data.key === posting.id) audit.take(parsed.data);
      else audit.takeUnreadable(posting.id);
    }
    const { postings, house } = audit;
    const problems = audit.problems(stored);
    return { uid, postings, available: stored?.balances.coins.available ?? 0, house, problems };
  };
  return db.runTransaction(work, { readOnly: true });
}

/** Null: there is none, or none that can be read, which is not the fold of anything. */
function storedWallet(snapshot: DocumentSnapshot): Wallet | null {
  try {
    return snapshot.exists ? readWalletFields(snapshot.data()) : null;
  } catch {
    return null;
  }
}

async function* postingsOf(
  transaction: Transaction,
  query: FirebaseFirestore.Query,
): AsyncGenerator<QueryDocumentSnapshot> {
  let last: QueryDocumentSnapshot | undefined;
  do {
    const { docs } = await transaction.get((last ? query.startAfter(last) : query).limit(PAGE));
    yield* docs;
    last = docs.length === PAGE ? docs.at(-1) : undefined;
  } while (last);
}
