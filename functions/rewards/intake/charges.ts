import { type MoveRequest, faultyChargeProblem } from '@fanfold/game/coins';
import {
  type Charge,
  type ChargeOutcome,
  OUTCOMES_TOPIC,
  type PublishItems,
  type UntakenItem,
} from '@fanfold/kit/messages';
import type { Firestore } from 'firebase-admin/firestore';
import { type PostedItem, type WalletItem, postItems, untakenOf } from '../ledger/post-items.ts';
import type { AskedCharge, FaultyItem } from './asked-charge.ts';

/**
 * Takes what fans are to pay, and answers each charge once that is committed; a charge that comes again is answered again, as the first time. One that can
 * never be booked is answered too, and its refusal is kept under its id.
 *
 * @returns those that can never be booked, and those of which it is not certain that they are
 * @throws when it is not certain that all others are answered
 */
export async function bookCharges(
  db: Firestore,
  publish: PublishItems,
  asked: readonly AskedCharge[],
  now: () => Date,
): Promise<UntakenItem[]> {
  const items: WalletItem<AskedCharge>[] = [];
  const ofNobody: FaultyItem[] = [];
  for (const each of asked) {
    if (each.is === 'charge') items.push({ uid: each.uid, request: requestOf(each.charge), message: each });
    else if (each.uid !== null) items.push({ uid: each.uid, request: each.request, message: each });
    else ofNobody.push(each);
  }
  const posted = await postItems(db, items, now);
  await publish(OUTCOMES_TOPIC, [...posted.flatMap(answerTo), ...ofNobody.map(answerOfNobody)]);
  const untaken = untakenOf(posted).map((each) => withProblem(each.item as AskedCharge, each));
  return [...untaken, ...ofNobody.map((item): UntakenItem => ({ item, code: 'badItem', message: item.problem }))];
}

function requestOf({ id, amount, reason, body }: Charge): MoveRequest {
  return { key: id, kind: 'charge', currency: 'coins', amount, reason, body, expiresOn: null };
}

/** Of one whose id stands for another charge, it is that one which is answered; and a wallet that cannot be read, or has failed, has decided nothing. */
function answerTo({ uid, request: { key: id }, message, outcome }: PostedItem<AskedCharge>): ChargeOutcome[] {
  const { body } = message.is === 'charge' ? message.charge : message;
  switch (outcome.is) {
    case 'booked':
    case 'repeat':
      return [{ v: 1, id, uid, outcome: 'charged', body }];
    case 'insufficient':
      return [{ v: 1, id, uid, outcome: 'insufficient', body }];
    case 'refused':
      return [{ v: 1, id, uid, outcome: 'refused', code: outcome.code, body }];
    case 'conflict':
    case 'unreadable':
    case 'failed':
      return [];
  }
}

/** No wallet keeps it, and none is needed: it names nobody whenever it comes. */
function answerOfNobody({ request, body }: FaultyItem): ChargeOutcome {
  return { v: 1, id: request.key, uid: null, outcome: 'refused', code: faultyChargeProblem(request), body };
}

/** Of what is no charge, operators are told why. */
function withProblem(asked: AskedCharge, untaken: UntakenItem): UntakenItem {
  const isBad = asked.is === 'faulty' && !('error' in untaken);
  return isBad ? { item: asked, code: 'badItem', message: asked.problem } : untaken;
}
