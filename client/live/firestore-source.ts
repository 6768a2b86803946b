import { onSnapshot, type DocumentData, type DocumentReference, type Query } from 'firebase/firestore';
import { reportConnection } from './connection-reporter.ts';
import type { Source } from './listener-pool.ts';
import type { Unsubscribe } from './watched.ts';

const withMetadata = { includeMetadataChanges: true };

/** Watches one document, null while there is none. `ready` is awaited first: rules want a signed-in fan. */
export function documentSource<T>(
  ready: () => Promise<void>,
  reference: DocumentReference,
  read: (data: DocumentData, id: string) => T,
): Source<T | null> {
  return (next, fail) =>
    whenReady(ready, fail, () => {
      const reporter = reportConnection(next);
      const stop = onSnapshot(
        reference,
        withMetadata,
        (snapshot) => {
          const data = snapshot.data();
          const from = { cache: snapshot.metadata.fromCache, hasValue: data !== undefined };
          reporter.report(data ? read(data, snapshot.id) : null, from);
        },
        ending(reporter, fail),
      );
      return both(stop, reporter.stop);
    });
}

/** Watches the documents of a query, in its order. */
export function querySource<T>(
  ready: () => Promise<void>,
  query: Query,
  read: (data: DocumentData, id: string) => T,
): Source<T[]> {
  return (next, fail) =>
    whenReady(ready, fail, () => {
      const reporter = reportConnection(next);
      const stop = onSnapshot(
        query,
        withMetadata,
        (snapshot) => {
          const from = { cache: snapshot.metadata.fromCache, hasValue: !snapshot.empty };
          reporter.report(
            snapshot.docs.map((document) => read(document.data(), document.id)),
            from,
          );
        },
        ending(reporter, fail),
      );
      return both(stop, reporter.stop);
    });
}

/** A listener that has failed says nothing more. */
function ending(reporter: { stop: () => void }, fail: (error: unknown) => void): (error: unknown) => void {
  return (error) => {
    reporter.stop();
    fail(error);
  };
}

function both(first: Unsubscribe, second: Unsubscribe): Unsubscribe {
  return () => {
    first();
    second();
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
