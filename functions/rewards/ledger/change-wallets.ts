import { setTimeout as wait } from 'node:timers/promises';
import { isContention } from '@fanfold/kit/calls';
import { isTransient } from '@fanfold/kit/ops';
import type { Firestore } from 'firebase-admin/firestore';
import { isolate } from './isolate.ts';
import type { OpenWallet } from './open-wallet.ts';
import { UnreadableWalletError, type WalletRead, readWallets } from './read-wallets.ts';

/** What is to be done to a wallet, in memory; it may be asked again. */
export interface WalletChange<T> extends WalletRead {
  change: (wallet: OpenWallet) => T;
}

/** What a change came to; or the wallet cannot be read, and nothing was changed; or it has failed, and it is not certain that nothing was. */
export type Changed<T> =
  { uid: string; result: T } | { uid: string; unreadable: UnreadableWalletError } | { uid: string; failed: unknown };

/** Then each half of the wallets is on its own. */
const ATTEMPTS = 2;

/** Of one wallet that others keep changing. Its crowd is of a few at most: its fan, and messages about them. */
const ATTEMPTS_ALONE = 10;

/** Parts of what has failed, at once. */
const LANES = 4;

/**
 * Changes many wallets in one commit. It locks none while it reads, so that an instance that dies leaves none locked: the commit fails where a wallet has
 * changed meanwhile, and all are read again. What keeps changing, what cannot be read and what Firestore does not answer for is halved out, so that it
 * holds up no others.
 *
 * @param changes of wallets that are in the list once
 * @returns in the order of the list; what has a result is committed
 */
export async function changeWallets<T>(
  db: Firestore,
  changes: readonly WalletChange<T>[],
  now: () => Date,
): Promise<Changed<T>[]> {
  const changed = new Map<string, Changed<T>>();
  const failed = await isolate(changes, LANES, async (some) => {
    for (const each of await changeWithRetries(db, some, now)) changed.set(each.uid, each);
  });
  for (const { item, error } of failed) {
    const { uid } = item;
    changed.set(uid, error instanceof UnreadableWalletError ? { uid, unreadable: error } : { uid, failed: error });
  }
  return changes.map(({ uid }) => changed.get(uid) as Changed<T>);
}

async function changeWithRetries<T>(
  db: Firestore,
  changes: readonly WalletChange<T>[],
  now: () => Date,
): Promise<Changed<T>[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await changeTogether(db, changes, now());
    } catch (error) {
      const isCrowd = isContention(error);
      if (!isCrowd && !isTransient(error)) throw error;
      if (attempt >= (isCrowd && changes.length === 1 ? ATTEMPTS_ALONE : ATTEMPTS)) throw error;
      await wait(Math.random() * Math.min(1_000, 20 * 2 ** attempt));
    }
  }
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
