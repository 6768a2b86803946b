import type { Connection } from '@fanfold/client';
import './live.css';

const WORDS: Record<Connection, string> = {
  live: 'Live',
  connecting: 'Connecting…',
  offline: 'Offline, reconnecting…',
};

/** Says in a word whether what is shown is what the server has. */
export function ConnectionBadge({ connection }: { connection: Connection }) {
  return (
    <p className="connection" data-testid="connection" data-state={connection} role="status">
      <span className="connection-dot" aria-hidden="true" />
      {WORDS[connection]}
    </p>
  );
}
