import { dayOf } from '@fanfold/game/coins';
import type { Firestore, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { logger } from 'firebase-functions';
import { SERVICE } from '../ledger/documents.ts';
import { changeWallets } from '../ledger/change-wallets.ts';
import type { OpenWallet } from '../ledger/open-wallet.ts';

/** Wallets of one commit. */
const PAGE = 100;

/**
 * Posts the expiry of coins whose last day is over, in all wallets; what a fan can spend does not wait for it.
 *
 * @returns wallets that had such coins
 * @throws at the end, when some have failed: they are for the next run
 */
export async function expireCoins(db: Firestore, now: () => Date): Promise<number> {
  const due = db
    .collection('wallets')
    .where('nextExpiry', '<', dayOf(now()))
    .orderBy('nextExpiry')
    .select('nextExpiry');
  let wallets = 0;
  const failed: unknown[] = [];
  for (let last: QueryDocumentSnapshot | undefined; ;) {
    const { docs } = await (last ? due.startAfter(last) : due).limit(PAGE).get();
    const changes = docs.map(({ id: uid }) => ({ uid, keys: [], change: (wallet: OpenWallet) => wallet.expire() }));
    if (docs.length > 0) {
      const changed = await changeWallets(db, changes, now);
      failed.push(...changed.flatMap((each) => ('failed' in each ? [each.failed] : [])));
      const unreadable = changed.filter((each) => 'unreadable' in each);
      const message = 'wallets cannot be read';
      if (unreadable.length > 0)
        logger.write({
          severity: 'ALERT',
          message,
          event: 'walletsUnreadable',
          service: SERVICE,
          wallets: unreadable.map(({ uid }) => uid),
        });
    }
    wallets += docs.length;
    last = docs.at(-1);
    if (docs.length < PAGE) break;
  }
  if (failed.length > 0) throw failed[0];
  return wallets;
}
