import { CallError } from './callable.ts';
import type { Firestore, Transaction } from 'firebase-admin/firestore';

/** Of gRPC: others held the same documents through all attempts. */
const ABORTED = 10;

/**
 * A transaction of a call. A crowd on the same documents is no error of ours: the caller is told to call again.
 *
 * @throws CallError tryAgain, and what `work` throws
 */
export async function transact<T>(db: Firestore, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  try {
    return await db.runTransaction(work);
  } catch (error) {
    if ((error as { code?: unknown }).code !== ABORTED) throw error;
    throw new CallError('tryAgain', 'Too many are at it right now; try again.', { status: 'unavailable' });
  }
}
