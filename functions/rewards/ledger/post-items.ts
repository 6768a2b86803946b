import type { FaultyCharge, PostingRequest } from '@fanfold/game/coins';
import type { UntakenItem } from '@fanfold/kit/messages';
import { InputFault, groupBy, isRefusedForGood } from '@fanfold/kit/ops';
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
  outcome: PostingOutcome | { is: 'unreadable' } | { is: 'failed'; error: unknown };
}

/**
 * Posts items to as many wallets as they are about; see `changeWallets`.
 *
 * @returns in no certain order; all of it is committed, but what has failed
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
  const posted: PostedItem<Message>[] = [];
  for (const each of await changeWallets<PostedItem<Message>[]>(db, changes, now)) {
    const own = byWallet.get(each.uid) ?? [];
    if ('result' in each) posted.push(...each.result);
    else if ('unreadable' in each)
      posted.push(...own.map((item) => ({ ...item, outcome: { is: 'unreadable' } as const })));
    else if (isRefusedForGood(each.failed) && own.length > 1)
      // One of them is to blame.
      for (const item of own) posted.push(...(await postItems(db, [item], now)));
    else posted.push(...own.map((item) => ({ ...item, outcome: { is: 'failed', error: each.failed } as const })));
  }
  return posted;
}

/** Those of a message that can never be booked, and those that were not, so that it has to come again. */
export function untakenOf(posted: readonly PostedItem<unknown>[]): UntakenItem[] {
  return posted.flatMap(({ message: item, outcome }): UntakenItem[] => {
    switch (outcome.is) {
      case 'booked':
      case 'repeat':
      case 'insufficient':
        return [];
      case 'failed':
        return [isRefusedForGood(outcome.error) ? unstorable(item, outcome.error) : { item, error: outcome.error }];
      case 'unreadable':
        return [{ item, code: 'refusedItem', message: 'the wallet cannot be read' }];
      case 'refused':
        return [{ item, code: 'refusedItem', message: outcome.code }];
      case 'conflict':
        return [{ item, code: 'idempotencyConflict', message: 'its id stands for another item' }];
    }
  });
}

function unstorable(item: unknown, error: unknown): UntakenItem {
  const { code, message } = new InputFault('cannotBeStored', error);
  return { item, code, message };
}
