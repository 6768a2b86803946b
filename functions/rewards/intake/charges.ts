import type { MoveRequest } from '@fanfold/game/coins';
import {
  type Charge,
  type ChargeOutcome,
  OUTCOMES_TOPIC,
  type PublishItems,
  type RefusedItem,
} from '@fanfold/kit/messages';
import type { Firestore } from 'firebase-admin/firestore';
import { type PostedItem, postItems, refusedOf } from '../ledger/post-items.ts';

/**
 * Takes what fans are to pay, and answers each charge once that is committed; a charge that comes again is answered again, as the first time.
 *
 * @returns those that can never be booked; nobody is answered
 * @throws when it is not certain that all others are booked and answered
 */
export async function bookCharges(
  db: Firestore,
  publish: PublishItems,
  charges: readonly Charge[],
  now: () => Date,
): Promise<RefusedItem[]> {
  const items = charges.map((charge) => ({ uid: charge.uid, request: requestOf(charge), message: charge }));
  const posted = await postItems(db, items, now);
  await publish(OUTCOMES_TOPIC, posted.flatMap(answerTo));
  return refusedOf(posted);
}

function requestOf({ id, amount, reason, body }: Charge): MoveRequest {
  return { key: id, kind: 'charge', currency: 'coins', amount, reason, body, expiresOn: null };
}

function answerTo({ message: { id, uid, body }, outcome }: PostedItem<Charge>): ChargeOutcome[] {
  switch (outcome.is) {
    case 'booked':
    case 'repeat':
      return [{ v: 1, id, uid, outcome: 'charged', body }];
    case 'insufficient':
      return [{ v: 1, id, uid, outcome: 'insufficient', body }];
    case 'conflict':
    case 'refused':
    case 'unreadable':
      return [];
  }
}
