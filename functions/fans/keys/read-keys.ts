import { erasedFanPath } from '@fanfold/kit/calls';
import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { type FanKeys, NO_KEYS, fanKeysPath, fanKeysSchema } from './documents.ts';

/** Documents as they were read, by path: a commit has the precondition that those it changes are still so. */
export type Snapshots = ReadonlyMap<string, DocumentSnapshot>;

export async function readDocuments(db: Firestore, paths: readonly string[]): Promise<Snapshots> {
  const read = paths.length > 0 ? await db.getAll(...paths.map((path) => db.doc(path))) : [];
  return new Map(read.map((snapshot) => [snapshot.ref.path, snapshot]));
}

/**
 * Records of fans as they are stored, and who of them has been erased meanwhile.
 *
 * @param paths what is read in the same call: keys that they may want
 */
export async function readFans(db: Firestore, uids: readonly string[], paths: readonly string[] = []) {
  const snapshots = await readDocuments(db, [...uids.map(fanKeysPath), ...uids.map(erasedFanPath), ...paths]);
  const fans = uids.map((uid): [string, FanKeys] => {
    const data = snapshots.get(fanKeysPath(uid))?.data();
    return [uid, data ? fanKeysSchema.parse(data) : NO_KEYS];
  });
  const erased = uids.filter((uid) => snapshots.get(erasedFanPath(uid))?.exists);
  return { fans: new Map(fans), erased, snapshots };
}

/** Fans who wait for one of these keys; for each as many as may want it no more after this change, and one. */
export async function waitingFor(db: Firestore, paths: readonly string[], changed: number): Promise<string[]> {
  const conflicts = db.collection('keyConflicts');
  const found = await Promise.all(
    paths.map((path) =>
      conflicts
        .where('waitsFor', '==', path)
        .limit(changed + 1)
        .get(),
    ),
  );
  return [...new Set(found.flatMap(({ docs }) => docs.map((conflict) => String(conflict.get('uid')))))];
}
