import { useSyncExternalStore } from 'react';

const wide = window.matchMedia('(width >= 60rem)');

/** Whether there is room for two columns; the same width as in match.css. */
export function useWide(): boolean {
  return useSyncExternalStore(
    (changed) => {
      wide.addEventListener('change', changed);
      return () => wide.removeEventListener('change', changed);
    },
    () => wide.matches,
  );
}
