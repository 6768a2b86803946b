import type { Connection, ErrorListener, Fanfold, FanfoldError, Listener, Unsubscribe } from '@fanfold/client';
import { createContext, use, useCallback, useEffect, useState } from 'react';

export const FanfoldContext = createContext<Fanfold | null>(null);

export interface Live<T> {
  /** Undefined until the first answer. */
  value: T | undefined;
  connection: Connection;
  error: FanfoldError | null;
  retry: () => void;
}

/** What `watch` delivers, as long as the component is shown. `key` names what is watched; another key watches anew. */
export function useWatched<T>(
  key: string,
  watch: (fanfold: Fanfold, listener: Listener<T>, onError: ErrorListener) => Unsubscribe,
): Live<T> {
  const fanfold = use(FanfoldContext);
  const [live, setLive] = useState<Omit<Live<T>, 'retry'>>({ value: undefined, connection: 'connecting', error: null });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (!fanfold) return;
    return watch(
      fanfold,
      ({ value, connection }) => setLive({ value, connection, error: null }),
      (error) => setLive((last) => ({ ...last, connection: 'offline', error })),
    );
    // `watch` is a new function at every render; `key` says when it means something else.
  }, [fanfold, key, attempt]);
  const retry = useCallback(() => setAttempt((last) => last + 1), []);
  return { ...live, retry };
}
