import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import mysql, { type Connection, type ConnectionOptions, type SslOptions } from 'mysql2/promise';
import type { ConnectorConfig } from '../config.ts';
import { ConnectorError } from '../errors.ts';
import { READ_SESSION } from '../tables/select-rows.ts';
import { isAccessDenied } from './server-errors.ts';

const PARAMETERS = ['ssl', 'ssl-mode', 'ssl-ca', 'ssl-cert', 'ssl-key', 'socketPath'];

/**
 * Options under which both SELECT and the binlog reader give exact values in UTC. The query of `mysqlUrl` may have `ssl=true`, the files `ssl-ca`,
 * `ssl-cert` and `ssl-key`, `ssl-mode` (VERIFY_CA or VERIFY_IDENTITY) and `socketPath`. Throws BAD_CONFIG.
 */
export function connectionOptions({ mysqlUrl }: Pick<ConnectorConfig, 'mysqlUrl'>): ConnectionOptions {
  const url = new URL(mysqlUrl);
  const unknown = [...url.searchParams.keys()].find((name) => !PARAMETERS.includes(name));
  if (unknown !== undefined)
    throw badUrl(`has the unknown parameter ${unknown}`, `Known are ${PARAMETERS.join(', ')}.`);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const socketPath = url.searchParams.get('socketPath');
  const ssl = sslOptions(url.searchParams, host);
  return {
    host,
    port: Number(url.port || 3306),
    user: decode(url.username, 'user'),
    password: decode(url.password, 'password'),
    charset: 'utf8mb4',
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
    ...(socketPath ? { socketPath } : {}),
    ...(ssl ? { ssl } : {}),
  };
}

function sslOptions(parameters: URLSearchParams, host: string): SslOptions | null {
  const asked = parameters.get('ssl');
  if (asked !== null && asked !== 'true' && asked !== 'false') throw badUrl('has an ssl that is not true or false');
  const ca = file(parameters, 'ssl-ca');
  const cert = file(parameters, 'ssl-cert');
  const key = file(parameters, 'ssl-key');
  if (Boolean(cert) !== Boolean(key)) throw badUrl('has only one of ssl-cert and ssl-key');
  const mode = parameters.get('ssl-mode')?.toUpperCase();
  if (mode !== undefined && mode !== 'VERIFY_CA' && mode !== 'VERIFY_IDENTITY')
    throw badUrl('has an ssl-mode that is not VERIFY_CA or VERIFY_IDENTITY');
  if (asked === 'false' || !(asked || ca || cert || mode)) return null;
  return {
    ...(ca ? { ca } : {}),
    ...(cert && key ? { cert, key } : {}),
    minVersion: 'TLSv1.2',
    // Certificates name hosts; a server that is reached by its address (as Cloud SQL) is known by its CA alone.
    verifyIdentity: mode === undefined ? isIP(host) === 0 : mode === 'VERIFY_IDENTITY',
  };
}

function file(parameters: URLSearchParams, name: string): string | null {
  const path = parameters.get(name);
  if (!path) return null;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw badUrl(`names a file in ${name} that cannot be read (${String(error)})`, null, error);
  }
}

function decode(text: string, what: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Without the cause: it may show the password.
    throw badUrl(`has a ${what} with a stray %`, 'Write %25 for %.');
  }
}

function badUrl(what: string, fix: string | null = null, cause?: unknown): ConnectorError {
  return new ConnectorError('BAD_CONFIG', `mysqlUrl ${what}.`, fix, { cause });
}

/** A connection on which SELECT gives exact values in UTC. Throws MISSING_PRIVILEGE, BAD_CONFIG, or what the driver says. */
export async function connect(config: ConnectorConfig): Promise<Connection> {
  const connection = await mysql.createConnection(connectionOptions(config)).catch((error: unknown) => {
    if (!isAccessDenied(error)) throw error;
    throw new ConnectorError(
      'MISSING_PRIVILEGE',
      `The server refuses the account: ${String(error)}.`,
      'Correct user and password of mysqlUrl, or create the account.',
      { cause: error },
    );
  });
  // A lost idle connection shows at the next query; without a listener it would end the process.
  connection.on('error', () => undefined);
  for (const statement of READ_SESSION) await connection.query(statement);
  return connection;
}

/** As `connect`, for who does not try again. Throws SERVER_UNREACHABLE too. */
export async function connectAtStart(config: ConnectorConfig): Promise<Connection> {
  return connect(config).catch((error: unknown) => {
    if (error instanceof ConnectorError) throw error;
    const { host, socketPath } = connectionOptions(config);
    throw new ConnectorError(
      'SERVER_UNREACHABLE',
      `The server at ${socketPath ?? host ?? ''} cannot be reached: ${String(error)}.`,
      (error as { code?: string }).code === 'HANDSHAKE_SSL_ERROR'
        ? 'Let ssl-ca in mysqlUrl name the file of the CA; where the certificate names another host, add ssl-mode=VERIFY_CA.'
        : 'Start it, or correct mysqlUrl.',
      { cause: error },
    );
  });
}
