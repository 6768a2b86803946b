import { deleteApp, initializeApp } from 'firebase/app';
import { connectAuthEmulator, getAuth } from 'firebase/auth';
import { connectFirestoreEmulator, getFirestore } from 'firebase/firestore';
import { createListenerPool } from './live/listener-pool.ts';
import { createMatchWatchers, type MatchWatchers } from './matches.ts';
import { anonymousSignIn } from './sign-in.ts';

export interface ConnectOptions {
  projectId: string;
  /** Web API key of the project. The emulators take any, so it may be left out with them. */
  apiKey?: string;
  /** `host:port` of both. */
  emulators?: { firestoreHost: string; authHost: string };
}

/** A connection to one Fanfold project. All watchers of one path share one Firestore listener. */
export interface Fanfold extends MatchWatchers {
  /** Ends all subscriptions and the connection. */
  close(): Promise<void>;
}

let connections = 0;

/**
 * Connects and signs in anonymously; nothing is read before the first `watch…`.
 * Failures, of signing in too, arrive at the `onError` of each subscription.
 */
export function connectFanfold({ projectId, apiKey = 'emulator', emulators }: ConnectOptions): Fanfold {
  // The first keeps the SDK's default name, under which the browser remembers the fan.
  const app = initializeApp({ projectId, apiKey }, connections++ === 0 ? undefined : `fanfold-${connections}`);
  const auth = getAuth(app);
  const db = getFirestore(app);
  if (emulators) {
    const [host = '', port = ''] = emulators.firestoreHost.split(':');
    connectFirestoreEmulator(db, host, Number(port));
    connectAuthEmulator(auth, `http://${emulators.authHost}`, { disableWarnings: true });
  }
  const pool = createListenerPool();
  return {
    ...createMatchWatchers(db, pool, anonymousSignIn(auth)),
    async close() {
      pool.close();
      await deleteApp(app);
    },
  };
}
