import { type Connection, escapeId, type RowDataPacket } from 'mysql2/promise';
import type { Complaint } from './complaints.ts';
import { isSince, type ServerInfo } from './identity.ts';
import { ifAllowed } from './privileges.ts';

export const FOREIGN_KEY_VARIABLES = ['innodb_native_foreign_keys'];

export interface ForeignKey {
  /** Quoted as the server quotes it. */
  name: string;
  /** `FOREIGN KEY (…) REFERENCES … (…)` */
  definition: string;
  /** ` ON DELETE … ON UPDATE …`; empty where nothing is said, which is RESTRICT. */
  rules: string;
}

const CONSTRAINT =
  /^ +CONSTRAINT (.+?) (FOREIGN KEY \(.+?\) REFERENCES .+? \(.+?\))((?: ON (?:DELETE|UPDATE) [A-Z ]+?)*),?$/gm;

/**
 * Foreign keys of captured tables by which InnoDB changes rows on its own, beneath the binlog. MySQL 9.6 and newer does so above it, unless
 * innodb_native_foreign_keys is set.
 */
export async function checkForeignKeys(
  connection: Connection,
  {
    server,
    values,
    database,
    tables,
  }: {
    server: ServerInfo;
    values: ReadonlyMap<string, string>;
    database: string;
    tables: readonly string[];
  },
): Promise<Complaint[]> {
  const native = values.get('innodb_native_foreign_keys');
  if (isSince(server, '9.6', null) && native !== 'ON') return [];
  // REFERENTIAL_CONSTRAINTS has the rules, but MariaDB hides it from accounts with SELECT alone.
  const [children] = await connection.query<RowDataPacket[]>(
    `SELECT DISTINCT TABLE_NAME AS name FROM information_schema.KEY_COLUMN_USAGE
     WHERE TABLE_SCHEMA = ? AND TABLE_NAME IN (?) AND REFERENCED_TABLE_NAME IS NOT NULL ORDER BY TABLE_NAME`,
    [database, tables],
  );
  const complaints: Complaint[] = [];
  for (const { name } of children) {
    const table = `${escapeId(database, true)}.${escapeId(String(name), true)}`;
    const created = await ifAllowed(connection, `SHOW CREATE TABLE ${table}`);
    const cascading = parseForeignKeys(String(created?.[0]?.['Create Table'])).filter(isCascading);
    complaints.push(...cascading.map((key) => complaintOf(table, key, native === 'ON')));
  }
  return complaints;
}

/** The foreign keys in what SHOW CREATE TABLE gives. */
export function parseForeignKeys(createTable: string): ForeignKey[] {
  return [...createTable.matchAll(CONSTRAINT)].map(([, name = '', definition = '', rules = '']) => ({
    name,
    definition,
    rules,
  }));
}

export function isCascading({ rules }: ForeignKey): boolean {
  return /CASCADE|SET NULL|SET DEFAULT/.test(rules);
}

function complaintOf(table: string, { name, definition, rules }: ForeignKey, native: boolean): Complaint {
  return {
    code: 'CASCADING_FOREIGN_KEY',
    message: `The foreign key ${name} of ${table} (${rules.trim()}) changes rows without writing them to the binlog.`,
    fix: [
      // Two statements: a name cannot be dropped and added in one.
      `ALTER TABLE ${table} DROP FOREIGN KEY ${name};`,
      `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition} ON DELETE RESTRICT ON UPDATE RESTRICT;`,
      '-- Then let the writers change the child rows themselves, before the parent row.',
      ...(native ? ['-- Or remove innodb_native_foreign_keys from my.cnf, and restart the server.'] : []),
    ],
  };
}
