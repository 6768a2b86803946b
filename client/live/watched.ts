import type { FanfoldError } from '../errors.ts';

/**
 * `live`: the value is what the server has. `connecting`: it comes from memory while the server is asked.
 * `offline`: the server does not answer; the value is the last one known.
 */
export type Connection = 'live' | 'connecting' | 'offline';

export interface Watched<T> {
  value: T;
  connection: Connection;
}

export type Listener<T> = (watched: Watched<T>) => void;

/** Called at most once per subscription, which has ended by then. */
export type ErrorListener = (error: FanfoldError) => void;

export type Unsubscribe = () => void;

/** An error nobody listens for must not vanish. */
export function report(error: FanfoldError): void {
  console.error(error);
}

/** Firestore says only "from cache": what that means depends on what the listener had before. */
export function connectionOf(fromCache: boolean, hasValue: boolean, wasLive: boolean): Connection {
  if (!fromCache) return 'live';
  return hasValue && !wasLive ? 'connecting' : 'offline';
}
