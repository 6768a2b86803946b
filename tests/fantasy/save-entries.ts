import { ownerOf } from '@fanfold/fantasy/engine/field';
import type { EntryRecord } from '@fanfold/fantasy/entries/entry-record';
import { type Firestore, Timestamp } from 'firebase-admin/firestore';

/** Saves entries' documents; their triggers are another matter. */
export async function saveEntries(db: Firestore, contestId: string, entries: readonly EntryRecord[]): Promise<void> {
  const batch = db.batch();
  for (const { id, ...entry } of entries) {
    const fields = { ...ownerOf(id), ...entry, captain: '', viceCaptain: '', savedAt: Timestamp.now() };
    batch.set(db.doc(`contests/${contestId}/entries/${id}`), fields);
  }
  await batch.commit();
}
