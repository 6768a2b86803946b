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

export function checkFilters({ doDb, ignoreDb }: BinlogFilters, database: string): Complaint | null {
  // Without regard to case, as servers on some systems compare them.
  const has = (list: readonly string[]): boolean => list.some((name) => name.toLowerCase() === database.toLowerCase());
  // The server asks binlog_ignore_db only where there is no binlog_do_db.
  const left = doDb.length > 0 ? !has(doDb) : has(ignoreDb);
  if (!left) return null;
  const name = doDb.length > 0 ? 'binlog_do_db' : 'binlog_ignore_db';
  return {
    code: 'BINLOG_FILTERED',
    message: `${name} leaves changes of database ${database} out of the binlog.`,
    fix: [`Remove ${name} from my.cnf, and restart the server.`],
  };
}

function names(row: RowDataPacket | undefined, column: string): string[] {
  return String(row?.[column] ?? '')
    .split(',')
    .filter((name) => name !== '');
}
