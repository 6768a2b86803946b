import type { Auth } from 'firebase/auth';
import { type DocumentData, type Firestore, type Query, doc } from 'firebase/firestore';
import { toFanfoldError } from '../errors.ts';
import { type Watch, always, watchAll } from './combined.ts';
import { documentSource, querySource } from './firestore-source.ts';
import type { ListenerPool } from './listener-pool.ts';

/** How documents are watched: all watchers of one path, or of one query, share a listener. */
export interface Watching {
  /** Null while there is no such document. */
  document<T>(path: string, read: (data: DocumentData, id: string) => T): Watch<T | null>;
  /** `key` tells the query apart from all others. */
  list<T>(key: string, query: Query, read: (data: DocumentData, id: string) => T): Watch<T[]>;
  /** What has the fan's id in its path, which is known only once they are signed in. */
  mine<T>(watch: (uid: string) => Watch<T>): Watch<T>;
}

export function createWatching(db: Firestore, pool: ListenerPool, ready: () => Promise<void>, auth: Auth): Watching {
  return {
    document: (path, read) => (listener, onError) =>
      pool.join(path, documentSource(ready, doc(db, path), read), listener, onError),
    list: (key, query, read) => (listener, onError) =>
      pool.join(key, querySource(ready, query, read), listener, onError),
    mine: (watch) => (listener, onError) => {
      let stopped = false;
      let stop: () => void = () => undefined;
      ready()
        .then(() => {
          if (!stopped) stop = watch(auth.currentUser?.uid ?? '')(listener, onError);
        })
        .catch((error: unknown) => {
          if (!stopped) onError(toFanfoldError(error));
        });
      return () => {
        stopped = true;
        stop();
      };
    },
  };
}

/** Watches all of a list as one. */
export function watchEach<T>(watches: readonly Watch<T>[]): Watch<T[]> {
  if (watches.length === 0) return always<T[]>([]);
  return watchAll<T[], T[]>(watches, (...values) => values);
}
