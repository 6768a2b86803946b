import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { Complaint } from './complaints.ts';
import { isSince, type ServerInfo } from './identity.ts';
import { ifAllowed } from './privileges.ts';

/** The databases that alone are logged (all where there is none), and those that are not. */
export interface BinlogFilters {
  doDb: readonly string[];
  ignoreDb: readonly string[];
}

/** Null where the account may not see them. */
export async function readFilters(connection: Connection, server: ServerInfo): Promise<BinlogFilters | null> {
  const rows = await ifAllowed(
    connection,
    isSince(server, '8.2', null) ? 'SHOW BINARY LOG STATUS' : 'SHOW MASTER STATUS',
  );
  return rows && { doDb: names(rows[0], 'Binlog_Do_DB'), ignoreDb: names(rows[0], 'Binlog_Ignore_DB') };
}

/** Even a filter that keeps the database drops changes of it: an ALTER counts as one of the database that its session is in. */
export function checkFilters({ doDb, ignoreDb }: BinlogFilters, database: string): Complaint | null {
  if (doDb.length === 0 && ignoreDb.length === 0) return null;
  // The server asks binlog_ignore_db only where there is no binlog_do_db.
  const name = doDb.length > 0 ? 'binlog_do_db' : 'binlog_ignore_db';
  return {
    code: 'BINLOG_FILTERED',
    message: `${name} leaves changes out of the binlog, and definitions of ${database} may be among them, whatever database it names.`,
    fix: [`Remove ${name} from my.cnf, and restart the server.`],
  };
}

function names(row: RowDataPacket | undefined, column: string): string[] {
  return String(row?.[column] ?? '')
    .split(',')
    .filter((name) => name !== '');
}
