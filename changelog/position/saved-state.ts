import type { BinlogPosition } from './position.ts';

/** How far the snapshot of a table is. */
export interface TableProgress {
  /** Kept so that consumers can be told of a table that is gone. */
  keyColumns: string[];
  /** Goes up with every snapshot of the table: of two at one position the later one wins. */
  generation: number;
  /** The latest request of `npm run snapshot` that this one answers. */
  asked: string | null;
  /** Everything up to this key is with Pub/Sub; null: nothing yet. */
  after: string[] | null;
  done: boolean;
}

/** What a new machine needs to go on, beside the lease. */
export interface SavedState extends BinlogPosition {
  /** Identity of the server that the position belongs to. */
  server: string;
  /** When that server was started, in its own seconds. */
  serverStarted: number;
  /** Nothing after the position has been published: the last holder has stopped in peace. */
  isExact: boolean;
  /** UTC second at which this server's timeline was adopted. */
  epoch: number;
  /** By table. */
  snapshots: Record<string, TableProgress>;
}

/** Of connectors that are alive at most one holds the document. */
export interface Lease {
  /** Null: the last holder has stopped and let go. */
  holder: string | null;
  /** Fencing token: goes up with every new holder. */
  token: number;
  /** Goes up with every sign of life. */
  beat: number;
}

/** `connectors/{connectorId}`. */
export interface ConnectorDocument {
  lease: Lease;
  /** Null before the first start is through. */
  state: SavedState | null;
  /** Snapshots that were asked for, by table; written by `npm run snapshot`. */
  requests: Record<string, string>;
}
