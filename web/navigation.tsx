import { type MouseEvent, type ReactNode, useSyncExternalStore } from 'react';

/** Dispatched on window after `pushState`, which itself tells nobody. */
const NAVIGATED = 'fanfold:navigated';

/** The path in the address bar, now and after every navigation. */
export function usePath(): string {
  return useSyncExternalStore(subscribe, () => window.location.pathname);
}

interface LinkProps {
  to: string;
  className?: string;
  testId?: string;
  children: ReactNode;
}

/** A link that changes the page without loading it anew. */
export function Link({ to, className, testId, children }: LinkProps) {
  const follow = (event: MouseEvent) => {
    // The browser knows best what to do with a click for a new tab or window.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    window.history.pushState(null, '', to);
    window.dispatchEvent(new Event(NAVIGATED));
    window.scrollTo(0, 0);
  };
  return (
    <a href={to} className={className} data-testid={testId} onClick={follow}>
      {children}
    </a>
  );
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('popstate', changed);
  window.addEventListener(NAVIGATED, changed);
  return () => {
    window.removeEventListener('popstate', changed);
    window.removeEventListener(NAVIGATED, changed);
  };
}
