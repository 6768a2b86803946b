import type { FaultyCharge, PostingRequest } from '@fanfold/game/coins';
import type { RefusedItem } from '@fanfold/kit/messages';
import { groupBy } from '@fanfold/kit/ops';
import type { Firestore } from 'firebase-admin/firestore';
import { changeWallets } from './change-wallets.ts';
import type { OpenWallet, PostingOutcome } from './open-wallet.ts';

/** An item of a message, and what it asks of whose wallet. */
export interface WalletItem<Message> {
  uid: string;
  request: PostingRequest | FaultyCharge;
  message: Message;
}

/** An item with what came of it. */
export interface PostedItem<Message> extends WalletItem<Message> {
  outcome: PostingOutcome | { is: 'unreadable' } | { is: 'crowded'; error: unknown };
}

/**
 * Posts items to as many wallets as they are about; see `changeWallets`.
 *
 * @returns in no certain order; all of it is committed, but what is crowded
 * @throws when that is not certain
 */
export async function postItems<Message>(
  db: Firestore,
  items: readonly WalletItem<Message>[],
  now: () => Date,
): Promise<PostedItem<Message>[]> {
  const byWallet = groupBy(items, ({ uid }) => uid);
  const changes = [...byWallet].map(([uid, own]) => ({
    uid,
    keys: own.map(({ request }) => request.key),
    change: (wallet: OpenWallet) => own.map((item) => ({ ...item, outcome: wallet.post(item.request) })),
  }));
  const changed = await changeWallets<PostedItem<Message>[]>(db, changes, now);
  return changed.flatMap((each) => {
    if ('result' in each) return each.result;
    const outcome =
      'crowded' in each ? ({ is: 'crowded', error: each.crowded } as const) : ({ is: 'unreadable' } as const);
    return (byWallet.get(each.uid) ?? []).map((item) => ({ ...item, outcome }));
  });
}

/**
 * Those of a message that can never be booked. It comes last: what is committed is answered, also where the message has to come again.
 *
 * @throws when a wallet was crowded
 */
export function refusedOf(posted: readonly PostedItem<unknown>[]): RefusedItem[] {
  for (const { outcome } of posted) if (outcome.is === 'crowded') throw outcome.error;
  return posted.flatMap(({ message: item, outcome }): RefusedItem[] => {
    switch (outcome.is) {
      case 'booked':
      case 'repeat':
      case 'insufficient':
      case 'crowded':
        return [];
      case 'unreadable':
        return [{ item, code: 'refusedItem', message: 'the wallet cannot be read' }];
      case 'refused':
        return [{ item, code: 'refusedItem', message: outcome.code }];
      case 'conflict':
        return [{ item, code: 'idempotencyConflict', message: 'its id stands for another item' }];
    }
  });
}
