import { isReservedHandle, readHandle } from '@fanfold/game/names';
import { type CallPace, type Caller, keepPace } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { FansCallError, fanErased } from '../calls/fans-call-error.ts';
import { changeKeys } from './change-keys.ts';

export const claimHandleSchema = z.strictObject({ handle: z.string().max(200) });

/** Whoever changes their handle leaves all that others have written of them behind, and another handle that nobody can have for a month. */
const CLAIMS: CallPace = { inARow: 3, everyMs: 86_400_000 };

/** Of those that are taken too: the first thing that comes to mind mostly is. */
const ASKS: CallPace = { inARow: 30, everyMs: 20_000 };

/**
 * Gives the caller a handle, and gives up the one that they had, in one commit. Nobody else may have that for QUARANTINE_DAYS; they may take it back.
 * Calling again is fine.
 *
 * @returns the handle as others see it
 * @throws CallError invalidHandle (details.problem), handleReserved, handleTaken, fanErased, tooManyRequests, tryAgain
 */
export async function claimHandle(
  db: Firestore,
  { uid }: Caller,
  { handle: typed }: z.infer<typeof claimHandleSchema>,
  now: () => Date,
): Promise<{ handle: string }> {
  const reading = readHandle(typed);
  if ('problem' in reading) {
    const details = { problem: reading.problem };
    throw new FansCallError('invalidHandle', 'This is no handle.', { status: 'invalid-argument', details });
  }
  const { handle, key } = reading;
  if (isReservedHandle(reading)) throw new FansCallError('handleReserved', 'This handle is reserved.');
  const wanted = { key, shown: handle };
  const at = now();
  const isTaken = await changeKeys(db, {
    uids: [uid],
    wanted: () => ({ handle: wanted }),
    change: (plan) => {
      const fan = plan.fan(uid);
      if (fan.isErased) throw fanErased();
      if (fan.hasChosen && fan.has.handle?.shown === handle) return false;
      fan.asksUntil = paced(ASKS, fan.asksUntil, at);
      if (!plan.isFree(uid, 'handle', wanted)) return true;
      if (fan.has.handle?.shown !== handle) fan.claimsUntil = paced(CLAIMS, fan.claimsUntil, at);
      fan.hasChosen = true;
      plan.settle(uid, 'handle', wanted);
      return false;
    },
    now: at,
  });
  if (isTaken) throw new FansCallError('handleTaken', 'Another fan has this handle, or one that looks like it.', { status: 'already-exists' }); // prettier-ignore
  return { handle };
}

function paced(pace: CallPace, until: string | null, now: Date): string {
  return keepPace(pace, until === null ? null : new Date(until), now).toISOString();
}
