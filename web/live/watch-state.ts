import type { Connection, FanfoldError, Watched } from '@fanfold/client';

/** What a page knows of something it watches. */
export interface WatchState<T> {
  /** Undefined until anything has come. */
  value: T | undefined;
  connection: Connection;
  /** Why the last subscription ended; null while one runs that has delivered. */
  error: FanfoldError | null;
  /** Subscriptions that ended in a row. */
  failures: number;
}

export const nothingYet: WatchState<never> = { value: undefined, connection: 'connecting', error: null, failures: 0 };

export function afterValue<T>({ value, connection }: Watched<T>): WatchState<T> {
  return { value, connection, error: null, failures: 0 };
}

/** What was shown stays on the page. */
export function afterError<T>(state: WatchState<T>, error: FanfoldError): WatchState<T> {
  return { value: state.value, connection: 'offline', error, failures: state.failures + 1 };
}

/** The connection of a page is the worst of what it watches. */
export function worstOf(connections: readonly Connection[]): Connection {
  if (connections.includes('offline')) return 'offline';
  return connections.includes('connecting') ? 'connecting' : 'live';
}
