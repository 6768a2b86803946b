import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import type { ConnectorConfig } from '../config.ts';
import { ConnectorError } from '../errors.ts';

export interface ServerInfo {
  flavour: 'mysql' | 'mariadb';
  version: string;
  /** Stays the same for the life of a data folder: server_uuid, or on MariaDB server_uid with server_id. */
  identity: string;
}

/** Options under which both SELECT and the binlog reader give exact values in UTC. */
export function connectionOptions(config: ConnectorConfig): mysql.ConnectionOptions {
  const url = new URL(config.mysqlUrl);
  return {
    host: url.hostname,
    port: Number(url.port || 3306),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    charset: 'utf8mb4',
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
    ...(url.searchParams.get('ssl') ? { ssl: {} } : {}),
  };
}

/** A connection in UTC. Throws MISSING_PRIVILEGE, or what the driver says. */
export async function connect(config: ConnectorConfig): Promise<Connection> {
  const connection = await mysql.createConnection(connectionOptions(config)).catch((error: unknown) => {
    if (!isAccessDenied(error)) throw error;
    throw new ConnectorError('MISSING_PRIVILEGE', `The server refuses the account: ${String(error)}.`, null, {
      cause: error,
    });
  });
  // A lost idle connection shows at the next query; without a listener it would end the process.
  connection.on('error', () => undefined);
  await connection.query("SET time_zone = '+00:00'");
  return connection;
}

/** As `connect`, for who does not try again. Throws SERVER_UNREACHABLE too. */
export async function connectAtStart(config: ConnectorConfig): Promise<Connection> {
  return connect(config).catch((error: unknown) => {
    if (error instanceof ConnectorError) throw error;
    const { host } = new URL(config.mysqlUrl);
    throw new ConnectorError(
      'SERVER_UNREACHABLE',
      `The server at ${host} cannot be reached: ${String(error)}.`,
      'Start it, or correct mysqlUrl.',
      { cause: error },
    );
  });
}

export async function variables(connection: Connection, names: readonly string[]): Promise<Map<string, string>> {
  const [rows] = await connection.query<RowDataPacket[]>('SHOW GLOBAL VARIABLES WHERE Variable_name IN (?)', [names]);
  return new Map(rows.map((row) => [String(row['Variable_name']), String(row['Value'])]));
}

export async function readServer(connection: Connection): Promise<ServerInfo> {
  const values = await variables(connection, ['version', 'server_uuid', 'server_uid', 'server_id']);
  const version = values.get('version') ?? '';
  const uuid = values.get('server_uuid');
  if (uuid) return { flavour: 'mysql', version, identity: uuid };
  return {
    flavour: 'mariadb',
    version,
    identity: `${values.get('server_uid') ?? 'mariadb'}/${values.get('server_id') ?? ''}`,
  };
}

/** Start-up checks: throws the first ConnectorError that applies, with the SQL that fixes it. */
export async function checkServer(connection: Connection): Promise<void> {
  const values = await variables(connection, [
    'log_bin',
    'binlog_format',
    'binlog_row_image',
    'binlog_row_metadata',
    'binlog_transaction_compression',
    'binlog_row_value_options',
  ]);
  checkVariables(values);
  try {
    await connection.query('SHOW BINARY LOGS');
  } catch (error) {
    if (!isAccessDenied(error)) throw error;
    throw new ConnectorError(
      'MISSING_PRIVILEGE',
      'The account may not read the binlog.',
      'GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO CURRENT_USER; -- MariaDB 10.5 and newer: BINLOG MONITOR',
      { cause: error },
    );
  }
}

/** The checks on settings alone; `values` as SHOW GLOBAL VARIABLES gives them. */
export function checkVariables(values: ReadonlyMap<string, string>): void {
  if (values.get('log_bin') !== 'ON') {
    throw new ConnectorError(
      'BINLOG_OFF',
      'The server writes no binlog.',
      'Start the server with --log-bin (my.cnf: log_bin = binlog) and restart it.',
    );
  }
  // MySQL 9.6 and newer has no such variable: ROW is all it can do.
  const format = values.get('binlog_format');
  if (format !== undefined && format !== 'ROW') {
    throw new ConnectorError(
      'BINLOG_NOT_ROW',
      `binlog_format is ${format}, and the connector needs ROW.`,
      "SET GLOBAL binlog_format = 'ROW';",
    );
  }
  const image = values.get('binlog_row_image');
  if (image !== undefined && image !== 'FULL') {
    throw new ConnectorError(
      'ROW_IMAGE_NOT_FULL',
      `binlog_row_image is ${image}, so rows would lack columns.`,
      "SET GLOBAL binlog_row_image = 'FULL';",
    );
  }
  if (values.get('binlog_row_metadata') !== 'FULL') {
    throw new ConnectorError(
      'ROW_METADATA_NOT_FULL',
      'binlog_row_metadata is not FULL, so column names of past events would be guessed.',
      "SET GLOBAL binlog_row_metadata = 'FULL';",
    );
  }
  if (values.get('binlog_transaction_compression') === 'ON') {
    throw new ConnectorError(
      'TRANSACTION_COMPRESSION',
      'binlog_transaction_compression is ON, and such transactions cannot be decoded.',
      'SET GLOBAL binlog_transaction_compression = OFF;',
    );
  }
  if (values.get('binlog_row_value_options')?.includes('PARTIAL_JSON')) {
    throw new ConnectorError(
      'PARTIAL_JSON',
      'binlog_row_value_options is PARTIAL_JSON, and such updates cannot be decoded.',
      "SET GLOBAL binlog_row_value_options = '';",
    );
  }
}

/** ER_DBACCESS_DENIED, ER_ACCESS_DENIED, ER_TABLEACCESS_DENIED, ER_COLUMNACCESS_DENIED, ER_SPECIFIC_ACCESS_DENIED. */
const ACCESS_DENIED = new Set([1044, 1045, 1142, 1143, 1227]);

export function isAccessDenied(error: unknown): boolean {
  return ACCESS_DENIED.has((error as { errno?: number }).errno ?? 0);
}
