import type { Ddl } from '../ddl.ts';
import type { Domain, Locks } from '../locks.ts';
import type { Observer } from '../observer.ts';
import type { Proxy } from '../proxy.ts';
import type { Random } from '../random.ts';
import type { Database } from '../servers.ts';
import type { SqlClient } from '../sql.ts';
import type { Supervisor } from '../supervisor.ts';
import type { Workload } from '../workload.ts';

/** All that a fault can get at. */
export interface Stage {
  connector: Supervisor;
  database: Database;
  proxies: Record<'mysql' | 'pubsub' | 'firestore', Proxy>;
  observer: Observer;
  locks: Locks;
  workload: Workload;
  /** A connection for the fault's own statements. */
  sql: SqlClient;
  leaseMs: number;
  heartbeatMs: number;
  /** Nobody holds the lease any more, without the wait. */
  expireLease: () => Promise<void>;
  signal: AbortSignal;
}

/** Something that goes wrong, and is over when `run` resolves. */
export interface Fault {
  name: string;
  weight: number;
  holds: readonly Domain[];
  /** The server's process and data folder must be ours. */
  needsOwnServer?: true;
  /** It removes binlogs, which other readers of the server may need. */
  removesBinlogs?: true;
  /** Stable codes that the connector may end with because of it. */
  explains: readonly string[];
  run: (stage: Stage, random: Random) => Promise<void>;
}

/** A change of definitions is one more thing that comes at the wrong moment. */
export function faultOfDdl({ name, weight, explains = [], run }: Ddl): Fault {
  return { name, weight, explains, holds: ['workload'], run: ({ sql, signal }, random) => run(sql, random, signal) };
}
