import { FieldPath, type Firestore } from 'firebase-admin/firestore';

/** An entry of a fan, by its ids. */
export interface FanEntry {
  contestId: string;
  id: string;
}

const PAGE = 200;

/** Entries of a fan in all contests there ever were, page by page. */
export async function* entriesOfFan(db: Firestore, uid: string): AsyncGenerator<FanEntry[]> {
  const own = db.collectionGroup('entries').where('uid', '==', uid);
  const entries = own.orderBy(FieldPath.documentId()).limit(PAGE).select();
  for (let page = await entries.get(); !page.empty; page = await entries.startAfter(page.docs.at(-1)).get())
    yield page.docs.map(({ id, ref }) => ({ id, contestId: ref.parent.parent?.id ?? '' }));
}
