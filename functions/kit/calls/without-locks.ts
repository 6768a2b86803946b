import { setTimeout as wait } from 'node:timers/promises';
import { Grpc, grpcCode, isWriteConflict } from '../ops/errors.ts';
import { KitCallError } from './call-error.ts';

/** What was read does not belong together: something has changed between two reads. */
export class StaleReadError extends Error {}

/** A crowd of twenty instances at one document is through after some ten. */
const ATTEMPTS = 12;

/**
 * Reads, decides and commits without a lock: the commit has the preconditions that what it was decided by still stands, and where it does not, all
 * begins anew. An instance that dies leaves nothing locked.
 *
 * @throws what the last attempt has thrown
 */
export async function withoutLocks<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isContention(error) || attempt + 1 >= ATTEMPTS) throw error;
      await wait(Math.random() * Math.min(1_000, 20 * 2 ** attempt));
    }
  }
}

/** The same for a call. @throws CallError tryAgain, when others have changed the same documents at every attempt */
export async function tryAgainIfCrowded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await withoutLocks(work);
  } catch (error) {
    if (!isContention(error)) throw error;
    throw new KitCallError('tryAgain', 'Others change the same at this moment; call again.', { status: 'unavailable' });
  }
}

/** Others have changed the same documents. */
export function isContention(error: unknown): boolean {
  return error instanceof StaleReadError || isWriteConflict(error) || grpcCode(error) === Grpc.aborted;
}
