import { type Connection, escape, escapeId, type RowDataPacket } from 'mysql2/promise';
import type { Complaint } from './complaints.ts';
import { isSince, type ServerInfo } from './identity.ts';
import { errnoOf, isAccessDenied } from './server-errors.ts';

/** What the account lacks: a privilege and on what, as GRANT names both. */
export interface Missing {
  privilege: string;
  on: string;
}

const NO_SUCH_TABLE = 1146;

/** The rows of a query; null where the account may not run it. */
export async function ifAllowed(connection: Connection, sql: string): Promise<RowDataPacket[] | null> {
  try {
    return (await connection.query<RowDataPacket[]>(sql))[0];
  } catch (error) {
    if (isAccessDenied(error)) return null;
    throw error;
  }
}

export function onServer(...privileges: string[]): Missing[] {
  return privileges.map((privilege) => ({ privilege, on: '*.*' }));
}

/** The privilege to see binlogs and their status. */
export function monitorPrivilege(server: ServerInfo): string {
  return isSince(server, null, '10.5') ? 'BINLOG MONITOR' : 'REPLICATION CLIENT';
}

/** MariaDB has no statement that needs what a dump needs, but lists roles and PUBLIC with the grants. */
export async function mayReplicate(connection: Connection): Promise<boolean> {
  const [rows] = await connection.query<RowDataPacket[]>('SHOW GRANTS');
  return rows.some((row) => grantsReplication(String(Object.values(row)[0])));
}

export function grantsReplication(grant: string): boolean {
  const privileges = /^GRANT (.*) ON \*\.\* TO /.exec(grant)?.[1]?.split(', ') ?? [];
  return privileges.some((name) => ['ALL PRIVILEGES', 'REPLICATION SLAVE', 'REPLICATION REPLICA'].includes(name));
}

/** The tables that the account may not read in full. Those that do not exist are the business of others. */
export async function unreadableTables(
  connection: Connection,
  database: string,
  tables: readonly string[],
): Promise<Missing[]> {
  const names = tables.map((table) => `${escapeId(database, true)}.${escapeId(table, true)}`);
  const isReadable = async (some: readonly string[]): Promise<boolean> => {
    const counts = some.map((name) => `SELECT COUNT(*) FROM (SELECT * FROM ${name} LIMIT 0) AS t`);
    return (await ifAllowed(connection, counts.join(' UNION ALL '))) !== null;
  };
  // All in one query; one by one only where something is wrong.
  if (await isReadable(names).catch(() => false)) return [];
  const missing: Missing[] = [];
  for (const name of names) {
    const readable = await isReadable([name]).catch((error: unknown) => {
      if (errnoOf(error) === NO_SUCH_TABLE) return true;
      throw error;
    });
    if (!readable) missing.push({ privilege: 'SELECT', on: name });
  }
  return missing;
}

/** On MySQL without GTIDs, a snapshot learns its position from log_status. */
export async function missingForSnapshots(
  connection: Connection,
  server: ServerInfo,
  values: ReadonlyMap<string, string>,
): Promise<Missing[]> {
  if (!isSince(server, '8.0', null) || values.get('gtid_mode') === 'ON') return [];
  const rows = await ifAllowed(connection, 'SELECT LOCAL FROM performance_schema.log_status');
  if (rows) return [];
  return [...onServer('BACKUP_ADMIN'), { privilege: 'SELECT', on: 'performance_schema.log_status' }];
}

export async function checkPrivileges(connection: Connection, missing: readonly Missing[]): Promise<Complaint | null> {
  if (missing.length === 0) return null;
  const [rows] = await connection.query<RowDataPacket[]>('SELECT CURRENT_USER() AS account');
  return privilegeComplaint(String(rows[0]?.['account']), missing);
}

/** `account` as CURRENT_USER() gives it: user@host. */
export function privilegeComplaint(account: string, missing: readonly Missing[]): Complaint {
  const at = account.lastIndexOf('@');
  const to = `${escape(account.slice(0, at))}@${escape(account.slice(at + 1))}`;
  const byObject = new Map<string, Set<string>>();
  for (const { privilege, on } of missing) byObject.set(on, (byObject.get(on) ?? new Set()).add(privilege));
  const lacks = [...byObject].map(([on, privileges]) => `${[...privileges].join(', ')} ON ${on}`);
  return {
    code: 'MISSING_PRIVILEGE',
    message: `The account ${to} lacks ${lacks.join('; ')}.`,
    fix: lacks.map((privileges) => `GRANT ${privileges} TO ${to};`),
  };
}
