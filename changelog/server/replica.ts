import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { Complaint } from './complaints.ts';
import { isSince, type ServerInfo } from './identity.ts';
import { ifAllowed } from './privileges.ts';

export const REPLICA_VARIABLES = [
  'server_id',
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

/** The replicas that are registered with the server; null where the account may not see them. */
export async function registeredReplicas(connection: Connection, server: ServerInfo): Promise<number[] | null> {
  const rows = await ifAllowed(connection, isSince(server, '8.0.22', null) ? 'SHOW REPLICAS' : 'SHOW SLAVE HOSTS');
  return rows && rows.map((row) => Number(row['Server_Id'] ?? row['Server_id']));
}

export function checkServerId(
  serverId: number,
  server: ServerInfo,
  ownId: string | undefined,
  replicas: readonly number[] | null,
): Complaint | null {
  const isOwn = Number(ownId) === serverId;
  if (!isOwn && !replicas?.includes(serverId)) return null;
  const show = isSince(server, '8.0.22', null) ? 'SHOW REPLICAS' : 'SHOW SLAVE HOSTS';
  return {
    code: 'SERVER_ID_CLASH',
    message: `The connector's server id ${String(serverId)} is that of ${isOwn ? 'the server itself' : 'another replica'}, and one would throw out the other.`,
    fix: [`Give the connector or the other a server id of its own; SELECT @@server_id; and ${show}; list those taken.`],
  };
}

function replicaWord(server: ServerInfo): string {
  return isSince(server, '8.0.22', null) ? 'REPLICA' : 'SLAVE';
}
