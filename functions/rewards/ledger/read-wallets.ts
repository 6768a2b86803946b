import { EMPTY_WALLET } from '@fanfold/game/coins';
import type { DocumentSnapshot, Firestore, Transaction } from 'firebase-admin/firestore';
import { postingPath, readRecord, readWalletFields, walletPath } from './documents.ts';
import { OpenWallet } from './open-wallet.ts';

/** A fan, and the idempotency keys of what may be posted to their wallet; of a reversal also the key that it reverses. */
export interface WalletRead {
  uid: string;
  keys: Iterable<string>;
}

export type WalletReader = Pick<Firestore | Transaction, 'getAll'>;

/** A wallet, or what stands under a key of it, has not its fields: nothing can be posted to it until somebody has looked. */
export class UnreadableWalletError extends Error {
  readonly uid: string;

  constructor(uid: string, cause: unknown) {
    super('the wallet cannot be read', { cause });
    this.name = 'UnreadableWalletError';
    this.uid = uid;
  }
}

/**
 * Reads wallets with what stands under the keys that are to be posted: one read for all. Then each takes postings in
 * memory, and writes what came of them. No wallet may be in the list twice.
 *
 *     await db.runTransaction(async (transaction) => {
 *       const [wallet] = await readWallets(db, transaction, [{ uid: 'ana', keys: [price.key] }], now);
 *       const code = await transaction.get(slot); // more reads
 *       const { is } = wallet.post(price); // 'booked'
 *       wallet.write(transaction); // and more writes
 *     });
 *
 * @param reader a transaction that has written nothing yet; or Firestore itself, for a batch
 * @returns in the order of the list
 * @throws UnreadableWalletError
 */
export async function readWallets(
  db: Firestore,
  reader: WalletReader,
  reads: readonly WalletRead[],
  now: Date,
): Promise<OpenWallet[]> {
  const wanted = reads.map(({ uid, keys }) => ({ uid, keys: [...new Set(keys)] }));
  const paths = wanted.flatMap(({ uid, keys }) => [walletPath(uid), ...keys.map((key) => postingPath(uid, key))]);
  if (paths.length === 0) return [];
  const snapshots = await reader.getAll(...paths.map((path) => db.doc(path)));
  const left = snapshots.values();
  return wanted.map(({ uid, keys }) => {
    const next = () => left.next().value as DocumentSnapshot;
    const stored = next();
    const records = keys.map(next);
    try {
      const wallet = stored.exists ? readWalletFields(stored.data()) : EMPTY_WALLET;
      const known = records.map((record) => (record.exists ? readRecord(record.data()) : undefined));
      return new OpenWallet(stored, wallet, new Map(keys.map((key, at) => [key, known[at]])), now);
    } catch (error) {
      throw new UnreadableWalletError(uid, error);
    }
  });
}

/** One wallet; see `readWallets`. */
export async function readWallet(
  db: Firestore,
  reader: WalletReader,
  read: WalletRead,
  now: Date,
): Promise<OpenWallet> {
  const [wallet] = await readWallets(db, reader, [read], now);
  return wallet as OpenWallet;
}
