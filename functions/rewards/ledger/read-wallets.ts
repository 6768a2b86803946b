import { EMPTY_WALLET } from '@fanfold/game/coins';
import type { DocumentSnapshot, Firestore, Transaction } from 'firebase-admin/firestore';
import { postingPath, readRecord, readWalletFields, walletPath } from './documents.ts';
import { OpenWallet } from './open-wallet.ts';

/** A fan, and the idempotency keys of what may be posted to their wallet; of a reversal also the key that it reverses. */
export interface WalletRead {
  uid: string;
  keys: Iterable<string>;
}

/**
 * Reads wallets within a transaction, with what stands under the keys that are to be posted: one read for all. Then each takes postings in
 * memory, and writes what came of them. No wallet may be in the list twice.
 *
 *     await db.runTransaction(async (transaction) => {
 *       const [wallet] = await readWallets(db, transaction, [{ uid: 'ana', keys: [price.key] }], now);
 *       const code = await transaction.get(slot); // more reads
 *       const { is } = wallet.post(price); // 'booked'
 *       wallet.write(transaction); // and more writes
 *     });
 *
 * @param transaction that has written nothing yet
 * @returns in the order of the list
 */
export async function readWallets(
  db: Firestore,
  transaction: Transaction,
  reads: readonly WalletRead[],
  now: Date,
): Promise<OpenWallet[]> {
  const wanted = reads.map(({ uid, keys }) => ({ uid, keys: [...new Set(keys)] }));
  const paths = wanted.flatMap(({ uid, keys }) => [walletPath(uid), ...keys.map((key) => postingPath(uid, key))]);
  if (paths.length === 0) return [];
  const snapshots = await transaction.getAll(...paths.map((path) => db.doc(path)));
  const left = snapshots.values();
  return wanted.map(({ keys }) => {
    const stored = next(left);
    const wallet = stored.exists ? readWalletFields(stored.data()) : EMPTY_WALLET;
    const known = new Map(
      keys.map((key) => {
        const record = next(left);
        return [key, record.exists ? readRecord(record.data()) : undefined];
      }),
    );
    return new OpenWallet(stored.ref, wallet, known, now);
  });
}

/** One wallet; see `readWallets`. */
export async function readWallet(
  db: Firestore,
  transaction: Transaction,
  read: WalletRead,
  now: Date,
): Promise<OpenWallet> {
  const [wallet] = await readWallets(db, transaction, [read], now);
  return wallet as OpenWallet;
}

function next(snapshots: Iterator<DocumentSnapshot>): DocumentSnapshot {
  return snapshots.next().value as DocumentSnapshot;
}
