/**
 * What stops the connector. The codes are stable; the message says in one sentence what is wrong, `fix` is the SQL (or the action) that mends it.
 */
export type ConnectorErrorCode =
  /** The configuration file is missing, is no JSON, or does not fit the schema. */
  | 'BAD_CONFIG'
  /** Nothing answers at the address at start. (Later, the connector reconnects.) */
  | 'SERVER_UNREACHABLE'
  /** The server writes no binlog. */
  | 'BINLOG_OFF'
  /** binlog_format is not ROW. */
  | 'BINLOG_NOT_ROW'
  /** binlog_row_image is not FULL: rows would arrive with columns missing. */
  | 'ROW_IMAGE_NOT_FULL'
  /** binlog_row_metadata is not FULL: column names of old events could only be guessed. */
  | 'ROW_METADATA_NOT_FULL'
  /** binlog_transaction_compression is on: the reader cannot decode such transactions. */
  | 'TRANSACTION_COMPRESSION'
  /** binlog_row_value_options has PARTIAL_JSON: updates would arrive as differences. */
  | 'PARTIAL_JSON'
  /** binlog_do_db or binlog_ignore_db leaves the database out of the binlog. */
  | 'BINLOG_FILTERED'
  /** A replica that does not log what it replicates: its binlog lacks those changes. */
  | 'REPLICA'
  /** Another replica of the server has the id of this connector. */
  | 'SERVER_ID_CLASH'
  /** A foreign key changes rows of a captured table without writing them to the binlog. */
  | 'CASCADING_FOREIGN_KEY'
  /** The account may not read the binlog, its status, or a table. */
  | 'MISSING_PRIVILEGE'
  /** A configured table does not exist. */
  | 'TABLE_MISSING'
  /** A configured table has no primary key, and no other key is configured. */
  | 'NO_PRIMARY_KEY'
  /** A column named in the configuration does not exist, or cannot serve as configured. */
  | 'COLUMN_MISSING'
  /** A column's type cannot be carried exactly. */
  | 'UNSUPPORTED_COLUMN'
  /** The saved position belongs to another server. */
  | 'SERVER_CHANGED'
  /** The binlog file of the saved position is gone. */
  | 'POSITION_PURGED'
  /** The saved position is not in the history of this server (RESET, restored backup). */
  | 'POSITION_LOST'
  /**
   * The connector was killed, and the server restarted before the connector did. If the restart lost transactions (a restored backup, a crash
   * without sync_binlog = 1), consumers may have rows of them, and the position, which is older, cannot tell.
   */
  | 'HISTORY_UNCERTAIN'
  /** A topic that tables are published to does not exist. `npm run deploy` creates ours, and `npm start` does so locally. */
  | 'TOPIC_MISSING'
  /** A topic went missing, and nobody subscribes to the new one of its name: what it took would be lost. */
  | 'TOPIC_UNSUBSCRIBED'
  /** Pub/Sub does not answer, or refuses, at the start. */
  | 'PUBSUB_UNREACHABLE'
  /** Firestore does not answer, or refuses, at the start. */
  | 'FIRESTORE_UNREACHABLE'
  /** Repair needs the epoch of a connector that has run. */
  | 'NO_POSITION'
  /** Another connector has taken over; this one must end. */
  | 'LEASE_LOST'
  /** The stream holds something that would lose or corrupt rows: XA on captured tables, TRUNCATE, compressed or partial events. */
  | 'UNSUPPORTED_EVENT';

export class ConnectorError extends Error {
  readonly code: ConnectorErrorCode;
  readonly fix: string | null;

  constructor(code: ConnectorErrorCode, message: string, fix: string | null = null, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConnectorError';
    this.code = code;
    this.fix = fix;
  }
}

/** What passes by itself: to start again is all there is to do. */
const PASSING: ReadonlySet<ConnectorErrorCode> = new Set([
  'SERVER_UNREACHABLE',
  'PUBSUB_UNREACHABLE',
  'FIRESTORE_UNREACHABLE',
  'LEASE_LOST',
  'SERVER_ID_CLASH',
]);

export function isPassing(error: unknown): boolean {
  return error instanceof ConnectorError && PASSING.has(error.code);
}

/** For a promise of something that talks to `what`: what it is rejected with gets this code, unless it has one. */
export function unreachable(code: ConnectorErrorCode, what: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof ConnectorError) throw error;
    throw new ConnectorError(
      code,
      `${what} cannot be reached: ${String(error)}.`,
      'Start it, or correct its address and permissions; then start again.',
      { cause: error },
    );
  };
}
