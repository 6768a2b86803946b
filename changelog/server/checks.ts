import type { Connection } from 'mysql2/promise';
import { type ConnectorConfig, tableNames } from '../config.ts';
import { checkFilters, readFilters } from './binlog-filters.ts';
import { type Complaint, errorOf } from './complaints.ts';
import { checkForeignKeys, FOREIGN_KEY_VARIABLES } from './foreign-keys.ts';
import { type ServerInfo, variables } from './identity.ts';
import {
  checkPrivileges,
  mayReplicate,
  type Missing,
  missingForSnapshots,
  monitorPrivilege,
  onServer,
  unreadableTables,
} from './privileges.ts';
import { checkReplica, REPLICA_VARIABLES, unloggedReplica } from './replica.ts';
import { checkServerId, registeredReplicas } from './server-id.ts';
import { checkVariables, SETTINGS } from './settings.ts';

export interface CheckedServer {
  config: ConnectorConfig;
  server: ServerInfo;
  /** The id that the connector will use as a replica. */
  serverId: number;
}

/**
 * Whether the server writes all that the connector needs, and lets the account read it. Throws one ConnectorError with every complaint; its code
 * is that of the first. About ten short queries.
 */
export async function checkServer(connection: Connection, { config, server, serverId }: CheckedServer): Promise<void> {
  const { database } = config;
  const tables = tableNames(config);
  const values = await variables(connection, [
    ...SETTINGS,
    ...REPLICA_VARIABLES,
    ...FOREIGN_KEY_VARIABLES,
    'gtid_mode',
    'server_id',
  ]);
  const filters = await readFilters(connection, server);
  const replicas = await registeredReplicas(connection, server);
  const replica = await unloggedReplica(connection, server, values);
  // On MySQL, seeing replicas needs what replicating needs.
  const replicates = server.flavour === 'mysql' ? replicas !== null : await mayReplicate(connection);
  const missing: Missing[] = [
    ...onServer(
      ...(replicates ? [] : ['REPLICATION SLAVE']),
      ...(filters ? [] : [monitorPrivilege(server)]),
      ...(replica === 'unknown' ? [server.flavour === 'mysql' ? 'REPLICATION CLIENT' : 'SLAVE MONITOR'] : []),
    ),
    ...(await unreadableTables(connection, database, tables)),
    ...(await missingForSnapshots(connection, server, values)),
  ];
  const complaints: (Complaint | null)[] = [
    ...checkVariables(values, server),
    filters && checkFilters(filters, database),
    checkReplica(replica, server, values),
    await checkPrivileges(connection, missing),
    ...(await checkForeignKeys(connection, { server, values, database, tables })),
    checkServerId(serverId, server, values.get('server_id'), replicas),
  ];
  const [first, ...others] = complaints.filter((complaint) => complaint !== null);
  if (first) throw errorOf([first, ...others]);
}
