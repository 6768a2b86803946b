import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';

/** Listens to a document until it is as it should be. */
export function untilDocument(
  db: Firestore,
  path: string,
  isSo: (snapshot: DocumentSnapshot) => boolean,
): Promise<DocumentSnapshot> {
  return new Promise((done, fail) => {
    const stop = db.doc(path).onSnapshot((snapshot) => {
      if (!isSo(snapshot)) return;
      stop();
      done(snapshot);
    }, fail);
  });
}
