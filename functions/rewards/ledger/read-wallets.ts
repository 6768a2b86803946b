import { emptyWallet } from '@fanfold/game/coins';
import type { DocumentReference, DocumentSnapshot, Firestore, Transaction } from 'firebase-admin/firestore';
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
  if (reads.length === 0) return [];
  return openWallets(reads, await reader.getAll(...walletReferences(db, reads)), now);
}

/** What `openWallets` needs, for those who read it together with documents of their own. */
export function walletReferences(db: Firestore, reads: readonly WalletRead[]): DocumentReference[] {
  return reads
    .flatMap(({ uid, keys }) => [walletPath(uid), ...keysOnce(keys).map((key) => postingPath(uid, key))])
    .map((path) => db.doc(path));
}

/**
 * Wallets as they were read.
 *
 * @param snapshots of `walletReferences`, in its order
 * @throws UnreadableWalletError
 */
export function openWallets(
  reads: readonly WalletRead[],
  snapshots: readonly DocumentSnapshot[],
  now: Date,
): OpenWallet[] {
  const left = snapshots.values();
  const next = () => left.next().value as DocumentSnapshot;
  return reads.map(({ uid, keys }) => {
    const stored = next();
    const records = keysOnce(keys).map((key) => [key, next()] as const);
    try {
      const wallet = stored.exists ? readWalletFields(stored.data()) : emptyWallet(uid);
      const known = records.map(
        ([key, record]) => [key, record.exists ? readRecord(record.data()) : undefined] as const,
      );
      return new OpenWallet(stored, wallet, new Map(known), now);
    } catch (error) {
      throw new UnreadableWalletError(uid, error);
    }
  });
}

function keysOnce(keys: Iterable<string>): string[] {
  return [...new Set(keys)];
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
