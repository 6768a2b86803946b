import type { ErrorListener, Listener, Unsubscribe, Watched } from './watched.ts';
import type { FanfoldError } from '../errors.ts';

/** Starts watching one thing. */
export type Watch<T> = (listener: Listener<T>, onError: ErrorListener) => Unsubscribe;

/**
 * Watches several things as one: reports once all have been heard of, and with every change of any. It is live when all are; the first that
 * fails ends it.
 */
export function watchAll<V extends readonly unknown[], R>(
  watches: { readonly [K in keyof V]: Watch<V[K]> },
  derive: (...values: V) => R,
): Watch<R> {
  return (listener, onError) => {
    const latest: (Watched<unknown> | undefined)[] = watches.map(() => undefined);
    let stops: Unsubscribe[] = [];
    let ended = false;
    const stop = () => {
      ended = true;
      for (const one of stops) one();
      stops = [];
    };
    const fail = (error: FanfoldError) => {
      if (ended) return;
      stop();
      onError(error);
    };
    const report = () => {
      const known = latest.filter((watched) => watched !== undefined);
      if (ended || known.length < watches.length) return;
      const connections = known.map(({ connection }) => connection);
      const connection = connections.find((each) => each === 'offline') ?? connections.find((each) => each !== 'live');
      listener({
        value: derive(...(known.map(({ value }) => value) as unknown as V)),
        connection: connection ?? 'live',
      });
    };
    for (const [at, watch] of (watches as readonly Watch<unknown>[]).entries()) {
      if (ended) break;
      const stopOne = watch((watched) => {
        latest[at] = watched;
        report();
      }, fail);
      if (ended) stopOne();
      else stops.push(stopOne);
    }
    return stop;
  };
}

/** Watches what `next` makes of the latest value, anew whenever `key` of the value changes. The first failure of either ends both. */
export function watchThen<T, R>(first: Watch<T>, key: (value: T) => string, next: (value: T) => Watch<R>): Watch<R> {
  return (listener, onError) => {
    let current: string | undefined;
    let ended = false;
    let stopFirst: Unsubscribe = () => undefined;
    let stopNext: Unsubscribe = () => undefined;
    const stop = () => {
      ended = true;
      stopFirst();
      stopNext();
    };
    const fail = (error: FanfoldError) => {
      if (ended) return;
      stop();
      onError(error);
    };
    stopFirst = first(({ value }) => {
      const wanted = key(value);
      if (ended || wanted === current) return;
      current = wanted;
      stopNext();
      stopNext = next(value)(listener, fail);
    }, fail);
    if (ended) stopFirst();
    return stop;
  };
}

/** Something that never changes. */
export function always<T>(value: T): Watch<T> {
  return (listener) => {
    let stopped = false;
    queueMicrotask(() => {
      if (!stopped) listener({ value, connection: 'live' });
    });
    return () => (stopped = true);
  };
}

/** Something that is not known yet. */
export function nothing<T>(): Watch<T> {
  return () => () => undefined;
}
