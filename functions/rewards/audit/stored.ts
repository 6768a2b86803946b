import { type StoredWallet, allBalances } from '@fanfold/game/coins';
import type { DocumentData, DocumentSnapshot } from 'firebase-admin/firestore';
import { readRecord, readStoredWallet } from '../ledger/documents.ts';

/** Null: it has not the fields of what stands under a key. */
export function recordOf(record: DocumentSnapshot): ReturnType<typeof readRecord> | null {
  try {
    const read = readRecord(record.data());
    return read.key === record.id ? read : null;
  } catch {
    return null;
  }
}

/** One that cannot be read is the fold of nothing. */
export function readStored(fields: DocumentData): StoredWallet {
  try {
    return readStoredWallet(fields);
  } catch {
    return { balances: allBalances({}), seq: 0, refusals: 0, head: '', nextExpiry: null };
  }
}

/** How many records stand below wallets that are right. */
export function recordsOf(wallets: Iterable<StoredWallet>): number {
  return [...wallets].reduce((sum, { seq, refusals }) => sum + seq + refusals, 0);
}
