import type { MoveRequest } from '@fanfold/game/coins';
import type { Grant, UntakenItem } from '@fanfold/kit/messages';
import type { Firestore } from 'firebase-admin/firestore';
import { postItems, untakenOf } from '../ledger/post-items.ts';

/**
 * Books grants; negative ones are taken back.
 *
 * @returns those that can never be booked, and those of which it is not certain that they are
 */
export async function bookGrants(db: Firestore, grants: readonly Grant[], now: () => Date): Promise<UntakenItem[]> {
  const items = grants.map((grant) => ({ uid: grant.uid, request: requestOf(grant), message: grant }));
  return untakenOf(await postItems(db, items, now));
}

function requestOf({ id, amount, reason, body, expiresOn }: Grant): MoveRequest {
  const kind = amount < 0 ? 'takeBack' : 'grant';
  return { key: id, kind, currency: 'coins', amount: Math.abs(amount), reason, body, expiresOn: expiresOn ?? null };
}
