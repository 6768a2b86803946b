import { FieldPath, type Firestore } from 'firebase-admin/firestore';
import { ERASED_STATE, activityStatePath } from './documents.ts';

/** Documents of one commit. */
const PAGE = 200;

/** Documents of `fans/{uid}/state` that are months. */
const MONTH = /^\d{4}-\d{2}$/;

/**
 * Deletes months, achievements and feed of a fan who is erased. Nothing comes after them: since the erasure their state has a tombstone, which every commit
 * meets.
 */
export async function eraseActivities(db: Firestore, uid: string): Promise<void> {
  // Of a fan who was erased by an earlier release there is none.
  await db.doc(activityStatePath(uid)).set(ERASED_STATE);
  await deleteDocuments(db, `fans/${uid}/state`, (id) => MONTH.test(id));
  await deleteDocuments(db, `fans/${uid}/achievements`);
  await deleteDocuments(db, `fans/${uid}/feed`);
}

async function deleteDocuments(db: Firestore, path: string, isOne: (id: string) => boolean = () => true) {
  const all = db.collection(path).orderBy(FieldPath.documentId()).select().limit(PAGE);
  for (let page = await all.get(); !page.empty; page = await all.startAfter(page.docs.at(-1)).get()) {
    const batch = db.batch();
    for (const { id, ref } of page.docs) if (isOne(id)) batch.delete(ref);
    await batch.commit();
  }
}
