import { type Connection, type Listener, connectionOf } from './watched.ts';

/**
 * How long the server may leave a value unconfirmed before that counts as lost. Firestore says "from cache" for a moment also while
 * documents that fell out of a limited query are checked, which happens all the time in a list of the latest.
 */
export const GRACE_MS = 2000;

export interface ConnectionReporter<T> {
  report(value: T, from: { cache: boolean; hasValue: boolean }): void;
  /** Nothing is reported afterwards. */
  stop(): void;
}

/** Hands values on at once, and says `offline` only when the server stays away. */
export function reportConnection<T>(next: Listener<T>): ConnectionReporter<T> {
  let said: Connection | null = null;
  let wasLive = false;
  let latest: T;
  let lost: ReturnType<typeof setTimeout> | undefined;

  function say(connection: Connection): void {
    said = connection;
    next({ value: latest, connection });
  }

  return {
    report(value, { cache, hasValue }) {
      latest = value;
      const connection = connectionOf(cache, hasValue, wasLive);
      wasLive ||= !cache;
      if (connection === 'offline' && said === 'live') {
        lost ??= setTimeout(() => say('offline'), GRACE_MS);
        return say('live');
      }
      clearTimeout(lost);
      lost = undefined;
      say(connection);
    },
    stop: () => clearTimeout(lost),
  };
}
