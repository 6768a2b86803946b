import { type HouseAccount, type LedgerProblem, type Posting, type Wallet, WalletAudit } from '@fanfold/game/coins';
import { bodyHash } from '@fanfold/kit/calls';
import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { readRecord, readWalletFields, walletPath } from '../ledger/documents.ts';

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
  return db.runTransaction(
    async (transaction) => {
      const stored = await transaction.get(reference);
      const { docs } = await transaction.get(reference.collection('postings'));
      return reportOf(uid, stored, docs);
    },
    { readOnly: true },
  );
}

/**
 * @param stored the wallet; undefined: there is none
 * @param records all that stands below it, in any order
 */
export function reportOf(
  uid: string,
  stored: DocumentSnapshot | undefined,
  records: readonly DocumentSnapshot[],
): WalletReport {
  const audit = new WalletAudit(bodyHash);
  const postings: Posting[] = [];
  for (const record of records) {
    const read = recordOf(record);
    if (!read) audit.takeUnreadable(record.id);
    else if (!('refused' in read)) postings.push(read);
  }
  for (const posting of postings.sort((a, b) => a.seq - b.seq)) audit.take(posting);
  const wallet = walletOf(stored);
  const problems = audit.problems(wallet);
  return {
    uid,
    postings: postings.length,
    available: wallet?.balances.coins.available ?? 0,
    house: audit.house,
    problems,
  };
}

/** Null: it has not the fields of what stands under a key. */
function recordOf(record: DocumentSnapshot): ReturnType<typeof readRecord> | null {
  try {
    const read = readRecord(record.data());
    return read.key === record.id ? read : null;
  } catch {
    return null;
  }
}

/** Null: there is none, or none that can be read, which is not the fold of anything. */
function walletOf(stored: DocumentSnapshot | undefined): Wallet | null {
  try {
    return stored?.exists ? readWalletFields(stored.data()) : null;
  } catch {
    return null;
  }
}
