import { randomBytes } from 'node:crypto';
import { type App, deleteApp, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';

export interface TestFirestore {
  projectId: string;
  db: Firestore;
  /** Deletes every document of the project. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** The Firestore of a project, in the emulator at FIRESTORE_EMULATOR_HOST; without one, an empty one of its own. */
export function openFirestore(projectId = `demo-${randomBytes(6).toString('hex')}`): TestFirestore {
  const host = process.env['FIRESTORE_EMULATOR_HOST'];
  if (!host) throw new Error('FIRESTORE_EMULATOR_HOST is not set; run this by `npm run test:int`');
  const app: App = initializeApp({ projectId }, projectId);
  const db = getFirestore(app);
  db.settings({ ignoreUndefinedProperties: true });
  return {
    projectId,
    db,
    async clear() {
      const url = `http://${host}/emulator/v1/projects/${projectId}/databases/(default)/documents`;
      const { ok, status } = await fetch(url, { method: 'DELETE' });
      if (!ok) throw new Error(`the Firestore emulator answered ${status} to a delete of all documents`);
    },
    close: () => deleteApp(app),
  };
}
