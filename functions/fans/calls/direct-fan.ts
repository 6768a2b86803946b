import { type Caller, assertOps, documentId } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';
import { logger } from 'firebase-functions';
import { z } from 'zod';
import { changeProfile } from '../profile/change-profile.ts';
import { type DirectiveRecord, type FanDirective, SERVICE, publicProfile } from '../profile/profile.ts';
import { decideDirective } from './decide-profile.ts';

export const fanDirectiveSchema = z.strictObject({
  uid: documentId,
  /** Whoever looks into it later reads it. */
  reason: z.string().trim().min(1).max(500),
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
  { uid, reason }: z.infer<typeof fanDirectiveSchema>,
  now: () => Date,
): Promise<FanDirectiveReceipt> {
  assertOps(caller);
  const record: DirectiveRecord = { at: now().toISOString(), uid: caller.uid, directive, reason };
  const { changed, state } = await changeProfile(db, uid, (stored) => decideDirective(stored, record));
  if (changed) logDirective(uid, record);
  return { uid, name: publicProfile(uid, state)?.name ?? null };
}

/** An operator has said something of a fan. The first place to look when they ask why. */
function logDirective(fan: string, record: DirectiveRecord): void {
  logger.write({
    severity: 'NOTICE',
    message: 'fanDirective',
    event: 'fanDirective',
    service: SERVICE,
    fan,
    ...record,
  });
}
