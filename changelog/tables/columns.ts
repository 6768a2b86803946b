import type { Connection, RowDataPacket } from 'mysql2/promise';
import { ConnectorError } from '../errors.ts';
import type { Charsets } from './charsets.ts';
import { quote } from './quote.ts';
import type { ValueKind } from './row-values.ts';
import type { ColumnInfo } from './tables.ts';

/** A column as information_schema has it. */
export interface TableColumn {
  table: string;
  name: string;
  /** As in ColumnInfo. */
  dataType: string;
  /** With lengths and attributes, e.g. `int(10) unsigned zerofill`. */
  columnType: string;
  charset: string | null;
  collation: string | null;
  nullable: boolean;
  isMariaDb: boolean;
}

const KINDS: Readonly<Record<string, ValueKind>> = {
  tinyint: 'integer',
  smallint: 'integer',
  mediumint: 'integer',
  int: 'integer',
  bigint: 'integer',
  decimal: 'decimal',
  float: 'float',
  double: 'double',
  year: 'year',
  bit: 'bit',
  date: 'date',
  datetime: 'datetime',
  timestamp: 'datetime',
  time: 'text',
  char: 'text',
  varchar: 'text',
  tinytext: 'text',
  text: 'text',
  mediumtext: 'text',
  longtext: 'text',
  enum: 'text',
  set: 'text',
  json: 'json',
  binary: 'bytes',
  varbinary: 'bytes',
  tinyblob: 'bytes',
  blob: 'bytes',
  mediumblob: 'bytes',
  longblob: 'bytes',
  uuid: 'text',
  inet4: 'text',
  inet6: 'text',
};

export async function readColumns(
  connection: Connection,
  database: string,
  tables: readonly string[],
): Promise<TableColumn[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT TABLE_NAME AS tableName, COLUMN_NAME AS name, LOWER(DATA_TYPE) AS dataType, COLUMN_TYPE AS columnType,
       CHARACTER_SET_NAME AS charset, COLLATION_NAME AS collation, IS_NULLABLE AS nullable
     FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME IN (?) ORDER BY TABLE_NAME, ORDINAL_POSITION`,
    [database, tables],
  );
  const [version] = await connection.query<RowDataPacket[]>('SELECT VERSION() AS version');
  const isMariaDb = String(version[0]?.['version']).includes('MariaDB');
  // MySQL has a type of its own, and before 8.0.16 no table of checks.
  const jsonChecks = isMariaDb ? await readJsonChecks(connection, database, tables) : new Set();
  return rows.map((row) => {
    const [table, name] = [String(row['tableName']), String(row['name'])];
    return {
      table,
      name,
      dataType: jsonChecks.has(`${table}.${name}`) ? 'json' : String(row['dataType']),
      columnType: String(row['columnType']),
      charset: row['charset'] as string | null,
      collation: row['collation'] as string | null,
      nullable: row['nullable'] === 'YES',
      isMariaDb,
    };
  });
}

/**
 * A column that the reader cannot skip spoils the others, even if it is excluded.
 *
 * @throws ConnectorError UNSUPPORTED_COLUMN
 */
export function checkReadable(table: string, { name, dataType, columnType, isMariaDb }: TableColumn): void {
  if (columnType.includes('mariadb-5.3'))
    throw new ConnectorError(
      'UNSUPPORTED_COLUMN',
      `Column ${table}.${name} has a time in the format of MariaDB 5.3, of which the binlog does not tell the digits.`,
      `SET GLOBAL mysql56_temporal_format = ON; ALTER TABLE ${table} FORCE;`,
    );
  if (dataType === 'vector' && !isMariaDb)
    throw new ConnectorError(
      'UNSUPPORTED_COLUMN',
      `Column ${table}.${name} is a VECTOR, which the reader of the binlog cannot even skip.`,
      `Move it to a table that is not captured: ALTER TABLE ${table} DROP COLUMN ${quote(name)};`,
    );
}

/** @throws ConnectorError UNSUPPORTED_COLUMN */
export function toColumnInfo(table: string, column: TableColumn, charsets: Charsets): ColumnInfo {
  const { name, dataType, columnType, charset } = column;
  const kind = KINDS[dataType];
  const refuse = (why: string, fix: string): ConnectorError =>
    new ConnectorError('UNSUPPORTED_COLUMN', `Column ${table}.${name} ${why}.`, fix);
  const exclude = `Add ${name} to \`exclude\` of the table in the configuration.`;
  if (!kind) throw refuse(`has the type ${dataType}, which the connector does not carry`, exclude);
  if (name === '__proto__') throw refuse('has a name that a JavaScript object cannot have as its own', exclude);
  const isMembers = dataType === 'enum' || dataType === 'set';
  if (isMembers && (charset ?? 'binary') === 'binary') throw refuse('has members that are bytes and no text', exclude);
  if (charset !== null && charset !== 'binary' && !charsets.decoders.has(charset))
    throw refuse(
      `has the character set ${charset}, which the connector does not read`,
      `ALTER TABLE ${table} MODIFY ${quote(name)} ${columnType} CHARACTER SET utf8mb4;`,
    );
  return { name, dataType, kind };
}

/** MariaDB's JSON is LONGTEXT with the check json_valid(`column`). */
async function readJsonChecks(
  connection: Connection,
  database: string,
  tables: readonly string[],
): Promise<Set<string>> {
  const [checks] = await connection.query<RowDataPacket[]>(
    `SELECT TABLE_NAME AS tableName, CHECK_CLAUSE AS clause FROM information_schema.CHECK_CONSTRAINTS
     WHERE CONSTRAINT_SCHEMA = ? AND TABLE_NAME IN (?)`,
    [database, tables],
  );
  const found = new Set<string>();
  for (const check of checks) {
    const column = /^json_valid\(`(.+)`\)$/.exec(String(check['clause']))?.[1];
    if (column) found.add(`${String(check['tableName'])}.${column.replaceAll('``', '`')}`);
  }
  return found;
}
