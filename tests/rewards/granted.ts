import type { Grant } from '@fanfold/kit/messages';
import { bookGrants } from '@fanfold/rewards/intake/grants';
import type { Firestore } from 'firebase-admin/firestore';
import assert from 'node:assert/strict';

export function prize(id: string, uid: string, amount: number, more: Partial<Grant> = {}): Grant {
  return {
    v: 1,
    id: `fantasy:${id}`,
    uid,
    amount,
    reason: 'fantasy.prize',
    body: { contestId: 'm', rank: 1 },
    ...more,
  };
}

/** Books grants, all of which can be booked. */
export async function granted(db: Firestore, grants: readonly Grant[], now = new Date()): Promise<void> {
  assert.deepEqual(await bookGrants(db, grants, () => now), []);
}
