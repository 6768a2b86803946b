import { setTimeout as wait } from 'node:timers/promises';
import { isContention } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';
import type { OpenWallet } from './open-wallet.ts';
import { UnreadableWalletError, type WalletRead, readWallets } from './read-wallets.ts';

/** What is to be done to a wallet, in memory; it may be asked again. */
export interface WalletChange<T> extends WalletRead {
  change: (wallet: OpenWallet) => T;
}

/** What a change came to; or the wallet cannot be read, or others keep changing it, and nothing was changed. */
export type Changed<T> =
  { uid: string; result: T } | { uid: string; unreadable: UnreadableWalletError } | { uid: string; crowded: unknown };

/** Of many wallets; then each half of them is on its own. */
const ATTEMPTS = 2;

/** Of one wallet. Its crowd is of a few at most: its fan, and messages about them. */
const ATTEMPTS_ALONE = 10;

/**
 * Changes many wallets in one commit. It locks none while it reads, so that an instance that dies leaves none locked: the commit fails where a wallet has
 * changed meanwhile, and all are read again. What keeps changing, or cannot be read, is halved out, so that it holds up no others.
 *
 * @param changes of wallets that are in the list once
 * @returns in the order of the list; what has a result is committed
 * @throws when that is not certain for all of them, but those that are crowded
 */
export async function changeWallets<T>(
  db: Firestore,
  changes: readonly WalletChange<T>[],
  now: () => Date,
): Promise<Changed<T>[]> {
  const isAlone = changes.length === 1;
  for (let attempt = 1; ; attempt++) {
    try {
      return await changeTogether(db, changes, now());
    } catch (error) {
      if (error instanceof UnreadableWalletError) {
        if (isAlone) return [{ uid: error.uid, unreadable: error }];
        break;
      }
      if (!isContention(error)) throw error;
      if (isAlone && attempt >= ATTEMPTS_ALONE) return changes.map(({ uid }) => ({ uid, crowded: error }));
      if (!isAlone && attempt >= ATTEMPTS) break;
      await wait(Math.random() * Math.min(1_000, 20 * 2 ** attempt));
    }
  }
  const middle = Math.ceil(changes.length / 2);
  const halves = [changes.slice(0, middle), changes.slice(middle)];
  const results = await Promise.allSettled(halves.map((half) => changeWallets(db, half, now)));
  return results.flatMap((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

async function changeTogether<T>(db: Firestore, changes: readonly WalletChange<T>[], now: Date): Promise<Changed<T>[]> {
  const wallets = await readWallets(db, db, changes, now);
  const changed = wallets.map((wallet, at) => {
    const { uid, change } = changes[at] as WalletChange<T>;
    return { uid, result: change(wallet) };
  });
  const batch = db.batch();
  for (const wallet of wallets) wallet.write(batch);
  await batch.commit();
  return changed;
}
