import type { Firestore } from 'firebase-admin/firestore';
import { directivesPath } from '../ledger/documents.ts';
import { eraseRedemptions } from './erase-redemptions.ts';

/**
 * Deletes what is personal of a fan who is erased: their codes, what they have said of them, and what operators have said, for reasons quote names.
 * The ledger has no such thing, and stays.
 */
export async function eraseFan(db: Firestore, uid: string, now: () => Date): Promise<void> {
  await db.doc(directivesPath(uid)).delete();
  await eraseRedemptions(db, uid, now);
}
