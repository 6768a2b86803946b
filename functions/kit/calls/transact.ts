import type { Firestore, Transaction } from 'firebase-admin/firestore';
import { Grpc, grpcCode, isTransactionLost } from '../ops/errors.ts';
import { KitCallError } from './call-error.ts';

/**
 * A transaction of a call. A crowd on the same documents is no error of ours: the caller is told to call again.
 *
 * @throws CallError tryAgain, when others held the same documents through all attempts; and what `work` throws
 */
export async function transact<T>(db: Firestore, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  try {
    return await db.runTransaction(work);
  } catch (error) {
    if (grpcCode(error) !== Grpc.aborted && !isTransactionLost(error)) throw error;
    throw new KitCallError('tryAgain', 'Too many are at it right now; try again.', { status: 'unavailable' });
  }
}
