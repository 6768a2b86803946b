import type { Firestore } from 'firebase-admin/firestore';
import { directivesPath } from '../ledger/documents.ts';

/** Deletes what operators have said about the wallet of a fan who is erased: reasons quote names. The ledger itself has none, and stays. */
export async function eraseFan(db: Firestore, uid: string): Promise<void> {
  await db.doc(directivesPath(uid)).delete();
}
