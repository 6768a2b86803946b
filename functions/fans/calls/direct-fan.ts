import { type Caller, assertOps, documentId, logDirective, reason } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { changeProfile } from '../profile/change-profile.ts';
import { type DirectiveRecord, type FanDirective, SERVICE, publicProfile } from '../profile/profile.ts';
import { decideDirective } from './decide-profile.ts';

export const fanDirectiveSchema = z.strictObject({
  uid: documentId,
  reason,
});

export interface FanDirectiveReceipt {
  uid: string;
  /** What others see; null: nothing. */
  name: string | null;
}

/**
 * Carries out what an operator says of a fan. A directive that holds already writes nothing.
 *
 * @throws CallError opsRequired, fanErased, tryAgain
 */
export async function directFan(
  db: Firestore,
  caller: Caller,
  directive: FanDirective,
  { uid, reason: why }: z.infer<typeof fanDirectiveSchema>,
  now: () => Date,
): Promise<FanDirectiveReceipt> {
  assertOps(caller);
  const record: DirectiveRecord = { at: now().toISOString(), uid: caller.uid, directive, reason: why };
  const { changed, state } = await changeProfile(db, uid, (stored) => decideDirective(stored, record));
  if (changed) logDirective('fanDirective', { service: SERVICE, fan: uid }, record);
  return { uid, name: publicProfile(uid, state)?.name ?? null };
}
