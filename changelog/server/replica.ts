import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { Complaint } from './complaints.ts';
import { isSince, type ServerInfo } from './identity.ts';
import { ifAllowed } from './privileges.ts';

export const REPLICA_VARIABLES = [
  'log_replica_updates',
  'log_slave_updates',
  'gtid_slave_pos',
  'wsrep_on',
  'wsrep_provider',
];

/** `unknown`: the account may not see it. */
export type ReplicaState = 'none' | 'replica' | 'cluster' | 'unknown';

/** Whether the server takes changes from another one without logging them; `none` also where it logs them. */
export async function unloggedReplica(
  connection: Connection,
  server: ServerInfo,
  values: ReadonlyMap<string, string>,
): Promise<ReplicaState> {
  const logs = values.get('log_replica_updates') ?? values.get('log_slave_updates');
  if (logs !== 'OFF') return 'none';
  const provider = values.get('wsrep_provider');
  if (values.get('wsrep_on') === 'ON' && provider && provider !== 'none') return 'cluster';
  const sql = server.flavour === 'mariadb' ? 'SHOW ALL SLAVES STATUS' : `SHOW ${replicaWord(server)} STATUS`;
  const sources = await ifAllowed(connection, sql);
  if (sources) return sources.length > 0 ? 'replica' : 'none';
  if (server.flavour === 'mysql') return 'unknown';
  // MariaDB has OFF by default: only where there are traces of replication is the privilege to see it needed.
  const [running] = await connection.query<RowDataPacket[]>("SHOW GLOBAL STATUS LIKE 'Slaves_running'");
  if (Number(running[0]?.['Value']) > 0) return 'replica';
  return values.get('gtid_slave_pos') ? 'unknown' : 'none';
}

export function checkReplica(
  state: ReplicaState,
  server: ServerInfo,
  values: ReadonlyMap<string, string>,
): Complaint | null {
  if (state !== 'replica' && state !== 'cluster') return null;
  const name = values.has('log_replica_updates') ? 'log_replica_updates' : 'log_slave_updates';
  const word = replicaWord(server);
  const what = state === 'replica' ? 'a replica' : 'a Galera node';
  return {
    code: 'REPLICA',
    message: `The server is ${what} that does not log what it takes from others (${name} is OFF), so its binlog lacks those changes.`,
    fix: [
      isSince(server, '8.0', null)
        ? `SET PERSIST_ONLY ${name} = ON; RESTART;`
        : `Put ${name} = ON under [mysqld] in my.cnf, and restart the server.`,
      ...(state === 'replica'
        ? [`-- Or let mysqlUrl name the source; or, if this is no replica any more: RESET ${word} ALL;`]
        : []),
    ],
  };
}

function replicaWord(server: ServerInfo): string {
  return isSince(server, '8.0.22', null) ? 'REPLICA' : 'SLAVE';
}
