import { randomBytes } from 'node:crypto';
import { startFirestoreDelay } from '@fanfold/emulators/firestore-delay/firestore-delay';
import { freePort } from '@fanfold/emulators/ports';
import { startSuite } from '@fanfold/emulators/suite/suite';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';

const HOST = 'FIRESTORE_EMULATOR_HOST';

export interface BenchFirestores {
  /** Clients of a project that is empty: one that is never delayed, and one for each instance. */
  open: (options: { instances: number; isDelayed: boolean }) => { direct: Firestore; clients: Firestore[] };
  stop: () => Promise<void>;
}

/** A Firestore emulator on a free port; and, where it is asked for, what delays it. */
export async function startFirestores(withDelay: boolean): Promise<BenchFirestores> {
  const [auth = 0, firestore = 0, pubsub = 0, hub = 0, logging = 0] = await Promise.all(
    Array.from({ length: 5 }, freePort),
  );
  const suite = await startSuite({
    projectId: 'demo-fanfold-bench',
    only: ['firestore'],
    ports: { auth, firestore, pubsub, hub, logging },
  });
  const direct = suite.env[HOST] ?? '';
  const proxy = withDelay ? await startFirestoreDelay({ target: direct }) : null;
  const closes: (() => Promise<unknown>)[] = [];
  return {
    open({ instances, isDelayed }) {
      const projectId = `demo-${randomBytes(6).toString('hex')}`;
      const clientAt = (host: string, number: number) => {
        // Read by a client when it is made.
        process.env[HOST] = host;
        const app = initializeApp({ projectId }, `${projectId}-${number}`);
        closes.push(() => deleteApp(app));
        return getFirestore(app);
      };
      const host = isDelayed && proxy ? proxy.host : direct;
      return {
        direct: clientAt(direct, 0),
        clients: Array.from({ length: instances }, (_, number) => clientAt(host, number + 1)),
      };
    },
    async stop() {
      for (const close of closes) await close();
      await proxy?.close();
      await suite.stop();
    },
  };
}
