import type { Connection } from 'mysql2/promise';
import { ConnectorError } from '../errors.ts';
import type { Complaint } from './complaints.ts';
import { isSince, type ServerInfo } from './identity.ts';
import { ifAllowed } from './privileges.ts';
import { errnoOf, FATAL_READING_BINLOG, messageOf } from './server-errors.ts';

/** MariaDB: ER_SLAVE_SAME_ID. */
const SLAVE_SAME_ID = 4052;

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

/** Whether another replica took the server id of this dump: of two, the server ends the older. */
export function isServerIdClash(error: unknown): boolean {
  const errno = errnoOf(error);
  if (errno === SLAVE_SAME_ID) return true;
  return errno === FATAL_READING_BINLOG && messageOf(error).includes('with the same server_uuid/server_id');
}

/** What to report when `isServerIdClash`. */
export function serverIdClash(cause: unknown): ConnectorError {
  return new ConnectorError(
    'SERVER_ID_CLASH',
    `Another replica came with the connector's server id, and the server ended the connector's connection: ${messageOf(cause)}.`,
    'Give the other a server id of its own, or start this connector again, if it takes another id then.',
    { cause },
  );
}
