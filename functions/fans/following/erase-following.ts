import { FieldValue, type Firestore } from 'firebase-admin/firestore';
import { followingPath } from './documents.ts';

/** Documents that are changed at once. */
const PAGE = 100;

/** Takes a fan whose tombstone stands out of the lists of all who follow them, and deletes their own. */
export async function eraseFollowing(db: Firestore, uid: string): Promise<void> {
  await db.doc(followingPath(uid)).delete();
  const followers = db.collection('following').where('fans', 'array-contains', uid).limit(PAGE);
  for (let page = await followers.get(); !page.empty; page = await followers.get())
    await Promise.all(page.docs.map(({ ref }) => ref.update({ fans: FieldValue.arrayRemove(uid) })));
}
