import type { Connection, FanfoldError } from '@fanfold/client';

const WORDS: Record<Connection, string> = { live: 'Live', connecting: 'Connecting', offline: 'Offline, reconnecting' };

/** Whether what is shown is what the server has, and as of which event. */
export function ConnectionBadge({ connection, seq }: { connection: Connection; seq?: number | undefined }) {
  return (
    <p className="connection" role="status">
      <span className={`dot ${connection}`} aria-hidden="true" />
      <span data-testid="connection">{WORDS[connection]}</span>
      {seq !== undefined && <span data-testid="as-of">as of event {seq}</span>}
    </p>
  );
}

const ADVICE: Partial<Record<FanfoldError['code'], string>> = {
  permissionDenied: 'This account may not see this. Signing in with another one may help.',
  unauthenticated: 'You could not be signed in. The project may not allow anonymous fans.',
  unavailable: 'The service does not answer. Check the network and try again.',
  resourceExhausted: 'Too many requests at the moment. Try again in a minute.',
};

export function ErrorNotice({ error, retry }: { error: FanfoldError; retry: () => void }) {
  return (
    <section className="notice" role="alert">
      <h2>This cannot be shown</h2>
      <p>{ADVICE[error.code] ?? error.message}</p>
      <button type="button" onClick={retry}>
        Try again
      </button>
    </section>
  );
}
