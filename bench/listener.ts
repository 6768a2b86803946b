import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { nowMs } from './clock.ts';

/** What the listener process tells its parent at every callback. `seq` is -1 while the document does not exist; of a fan it is the `activityRev`. */
export interface Sighting {
  path: string;
  seq: number;
  atMs: number;
}

const [projectId = '', ...paths] = process.argv.slice(2);
const db = getFirestore(initializeApp({ projectId }));
for (const path of paths) {
  db.doc(path).onSnapshot((snapshot) => {
    const seq = ((snapshot.get('seq') ?? snapshot.get('activityRev')) as number | undefined) ?? -1;
    process.send?.({ path, seq, atMs: nowMs() } satisfies Sighting);
  });
}
