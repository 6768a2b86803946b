import type { Connection, RowDataPacket } from 'mysql2/promise';

export interface ServerInfo {
  flavour: 'mysql' | 'mariadb';
  version: string;
  /**
   * server_uuid on MySQL. MariaDB keeps no such thing (its server_uid is a hash of network card and port, and changes when the server moves):
   * there it is what the operator configures, `mariadb/{server_id}/{gtid_domain_id}`, which tells replicas apart but not a restored server.
   */
  identity: string;
  /** When it was started, seconds of its own clock. Two readings may differ by one. */
  started: number;
}

export async function readServer(connection: Connection): Promise<ServerInfo> {
  const values = await variables(connection, ['version', 'server_uuid', 'server_id', 'gtid_domain_id']);
  const version = values.get('version') ?? '';
  const uuid = values.get('server_uuid');
  const started = await readStart(connection, uuid ? 'mysql' : 'mariadb');
  if (uuid) return { flavour: 'mysql', version, identity: uuid, started };
  const identity = `mariadb/${values.get('server_id') ?? ''}/${values.get('gtid_domain_id') ?? '0'}`;
  return { flavour: 'mariadb', version, identity, started };
}

/** Uptime is counted by the same clock, so the start stays where it was when the clock is set. */
async function readStart(connection: Connection, flavour: ServerInfo['flavour']): Promise<number> {
  const status = flavour === 'mysql' ? 'performance_schema.global_status' : 'information_schema.GLOBAL_STATUS';
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT UNIX_TIMESTAMP() - VARIABLE_VALUE AS started FROM ${status} WHERE VARIABLE_NAME = 'Uptime'`,
  );
  return Number(rows[0]?.['started']);
}

/** Global variables; those that the server does not know are absent. */
export async function variables(connection: Connection, names: readonly string[]): Promise<Map<string, string>> {
  const [rows] = await connection.query<RowDataPacket[]>('SHOW GLOBAL VARIABLES WHERE Variable_name IN (?)', [names]);
  return new Map(rows.map((row) => [String(row['Variable_name']), String(row['Value'])]));
}

/** Whether a MySQL is at least of the first version, or a MariaDB of the second; `null`: of none. */
export function isSince({ flavour, version }: ServerInfo, mysql: string | null, mariadb: string | null): boolean {
  const since = flavour === 'mysql' ? mysql : mariadb;
  return since !== null && versionNumber(version) >= versionNumber(since);
}

function versionNumber(version: string): number {
  const [major = 0, minor = 0, patch = 0] = (/^[\d.]+/.exec(version)?.[0] ?? '').split('.').map(Number);
  return (major * 1000 + minor) * 1000 + patch;
}
