import { onSnapshot, type DocumentData, type DocumentReference, type Query } from 'firebase/firestore';
import type { Source } from './listener-pool.ts';
import { connectionOf, type Unsubscribe } from './watched.ts';

const withMetadata = { includeMetadataChanges: true };

/** Watches one document, null while there is none. `ready` is awaited first: rules want a signed-in fan. */
export function documentSource<T>(
  ready: () => Promise<void>,
  reference: DocumentReference,
  read: (data: DocumentData, id: string) => T,
): Source<T | null> {
  return (next, fail) => {
    let wasLive = false;
    return whenReady(ready, fail, () =>
      onSnapshot(
        reference,
        withMetadata,
        (snapshot) => {
          const { fromCache } = snapshot.metadata;
          const data = snapshot.data();
          next({
            value: data ? read(data, snapshot.id) : null,
            connection: connectionOf(fromCache, data !== undefined, wasLive),
          });
          wasLive ||= !fromCache;
        },
        fail,
      ),
    );
  };
}

/** Watches the documents of a query, in its order. */
export function querySource<T>(
  ready: () => Promise<void>,
  query: Query,
  read: (data: DocumentData, id: string) => T,
): Source<T[]> {
  return (next, fail) => {
    let wasLive = false;
    return whenReady(ready, fail, () =>
      onSnapshot(
        query,
        withMetadata,
        (snapshot) => {
          const { fromCache } = snapshot.metadata;
          next({
            value: snapshot.docs.map((document) => read(document.data(), document.id)),
            connection: connectionOf(fromCache, !snapshot.empty, wasLive),
          });
          wasLive ||= !fromCache;
        },
        fail,
      ),
    );
  };
}

function whenReady(ready: () => Promise<void>, fail: (error: unknown) => void, start: () => Unsubscribe): Unsubscribe {
  let stopped = false;
  let stop: Unsubscribe | null = null;
  ready()
    .then(() => {
      if (!stopped) stop = start();
    })
    .catch((error: unknown) => {
      if (!stopped) fail(error);
    });
  return () => {
    stopped = true;
    stop?.();
  };
}
