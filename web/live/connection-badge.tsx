import type { Connection } from '@fanfold/client';

const WORDS: Record<Connection, string> = { live: 'Live', connecting: 'Connecting', offline: 'Offline, reconnecting' };

/** Whether what is shown is what the server has, and as of which event. */
export function ConnectionBadge({ connection, seq }: { connection: Connection; seq?: number | undefined }) {
  return (
    <p className={`connection ${connection}`} role="status">
      <span data-testid="connection">{WORDS[connection]}</span>
      {/* It changes with every ball, which nobody wants to be told. */}
      {seq !== undefined && (
        <span data-testid="as-of" aria-live="off">
          as of event {seq}
        </span>
      )}
    </p>
  );
}
