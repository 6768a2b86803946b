import type { Firestore } from 'firebase-admin/firestore';
import { changeKeys } from './change-keys.ts';
import { KEY_KINDS, NO_KEYS } from './documents.ts';

/**
 * Gives up all keys of a fan whose tombstone stands: who waits for one has it then, and no document says whose it was. Their record
 * becomes a tombstone, so that a call that is under way gives them none. Their handle is in quarantine as any
 * other; their referral code stays nobody's.
 */
export async function eraseKeys(db: Firestore, uid: string, now: () => Date): Promise<void> {
  await changeKeys(db, {
    uids: [uid],
    wanted: () => Object.fromEntries(KEY_KINDS.map((kind) => [kind, null])),
    change: (plan) => {
      for (const kind of KEY_KINDS) plan.settle(uid, kind, null);
      Object.assign(plan.fan(uid), { ...NO_KEYS, isErased: true });
    },
    now: now(),
  });
}
