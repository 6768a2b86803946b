import { toFanfoldError } from '../errors.ts';
import { type ErrorListener, type Listener, type Unsubscribe, type Watched, report } from './watched.ts';

/** Starts one underlying listener; it may report until the function it returned is called. */
export type Source<T> = (next: Listener<T>, fail: (error: unknown) => void) => Unsubscribe;

export interface ListenerPool {
  /** Joins the listener that is open under this key, or opens it. The latest value is delivered at once, asynchronously. */
  join<T>(key: string, source: Source<T>, listener: Listener<T>, onError?: ErrorListener): Unsubscribe;
  /** Stops every underlying listener. */
  close(): void;
}

interface Subscriber {
  next: Listener<unknown>;
  fail: ErrorListener;
}

interface SharedListener {
  subscribers: Set<Subscriber>;
  latest: Watched<unknown> | null;
  stop: Unsubscribe;
}

/** One underlying listener per key, however many components watch it; it ends with the last of them. */
export function createListenerPool(): ListenerPool {
  const open = new Map<string, SharedListener>();

  function start<T>(key: string, source: Source<T>): SharedListener {
    const shared: SharedListener = { subscribers: new Set(), latest: null, stop: () => undefined };
    open.set(key, shared);
    shared.stop = source(
      (watched) => {
        shared.latest = watched;
        for (const subscriber of [...shared.subscribers]) subscriber.next(watched);
      },
      (error) => {
        if (open.get(key) === shared) open.delete(key);
        const subscribers = [...shared.subscribers];
        shared.subscribers.clear();
        for (const { fail } of subscribers) fail(toFanfoldError(error));
      },
    );
    return shared;
  }

  function leave(key: string, shared: SharedListener, subscriber: Subscriber): void {
    if (!shared.subscribers.delete(subscriber) || shared.subscribers.size > 0) return;
    if (open.get(key) === shared) open.delete(key);
    shared.stop();
  }

  return {
    join<T>(key: string, source: Source<T>, listener: Listener<T>, onError: ErrorListener = report): Unsubscribe {
      const shared = open.get(key) ?? start(key, source);
      const subscriber: Subscriber = { next: listener as Listener<unknown>, fail: onError };
      const { latest } = shared;
      shared.subscribers.add(subscriber);
      if (latest) {
        queueMicrotask(() => {
          // A newer value may have come in between, and was delivered.
          if (shared.latest === latest && shared.subscribers.has(subscriber)) subscriber.next(latest);
        });
      }
      return () => leave(key, shared, subscriber);
    },
    close() {
      for (const shared of open.values()) {
        shared.subscribers.clear();
        shared.stop();
      }
      open.clear();
    },
  };
}
