import type { ErrorListener, Fanfold, Listener, Unsubscribe } from '@fanfold/client';
import { useEffect, useState } from 'react';
import { retryDelayMs } from './advice.ts';
import { useFanfold } from './fanfold-context.ts';
import { type WatchState, afterError, afterValue, nothingYet } from './watch-state.ts';

export type Watch<T> = WatchState<T> & {
  /** Watches again at once. */
  retry: () => void;
};

/** Watches while the component is there, and again after failures that pass. `key` says what is watched: another key starts afresh. */
export function useWatched<T>(
  key: string,
  subscribe: (fanfold: Fanfold, listener: Listener<T>, onError: ErrorListener) => Unsubscribe,
): Watch<T> {
  const fanfold = useFanfold();
  const [{ of, state }, setKept] = useState<{ of: string; state: WatchState<T> }>({ of: key, state: nothingYet });
  const [attempt, setAttempt] = useState(0);
  const retry = () => setAttempt((n) => n + 1);
  const { error, failures } = state;

  useEffect(
    () =>
      subscribe(
        fanfold,
        (watched) => setKept({ of: key, state: afterValue(watched) }),
        (failure) =>
          setKept((kept) => ({ of: key, state: afterError(kept.of === key ? kept.state : nothingYet, failure) })),
      ),
    // `subscribe` is made anew by every render; `key` stands for it.
    [fanfold, key, attempt],
  );

  useEffect(() => {
    const delay = error && retryDelayMs(error.code, failures);
    if (delay === null) return;
    const timer = setTimeout(retry, delay);
    return () => clearTimeout(timer);
  }, [error, failures]);

  return { ...(of === key ? state : nothingYet), retry };
}
