import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { TableConfig } from '../config.ts';
import { ConnectorError } from '../errors.ts';
import { type Charsets, readCharsets } from './charsets.ts';
import { checkReadable, readColumns, type TableColumn, toColumnInfo } from './columns.ts';
import { chooseKey, type KeyColumn, readUniqueKeys, type UniqueKey } from './keys.ts';
import { quote } from './quote.ts';
import type { ValueKind } from './row-values.ts';

export type { KeyColumn } from './keys.ts';

export interface ColumnInfo {
  name: string;
  /** `DATA_TYPE` of information_schema, lower case: int, decimal, datetime, …; `json` for MariaDB's JSON too. */
  dataType: string;
  /** How its values are read. */
  kind: ValueKind;
}

/** A captured table as it is defined and configured now. */
export interface TableInfo {
  database: string;
  name: string;
  /** What is published of it, in the order of the definition; `excluded` ones are not here. */
  columns: ColumnInfo[];
  columnsByName: ReadonlyMap<string, ColumnInfo>;
  /** What tells its rows apart; none if it is append-only. */
  keyColumns: KeyColumn[];
  appendOnly: boolean;
  /** The column by whose buckets messages are ordered. */
  orderBy: string | null;
  excluded: ReadonlySet<string>;
  hashed: ReadonlySet<string>;
  hashKey: string | undefined;
  charsets: Charsets;
}

/**
 * Reads columns and keys of the tables, and checks them against their configuration.
 *
 * @param hashKey secret of hashed columns
 * @throws ConnectorError TABLE_MISSING, NO_PRIMARY_KEY, COLUMN_MISSING, UNSUPPORTED_COLUMN
 */
export async function readTables(
  connection: Connection,
  database: string,
  tables: readonly TableConfig[],
  hashKey?: string,
): Promise<Map<string, TableInfo>> {
  const names = tables.map(({ table }) => table);
  const kinds = await readTableTypes(connection, database, names);
  for (const name of names) checkTableType(database, name, kinds.get(name));
  const columns = await readColumns(connection, database, names);
  const keys = await readUniqueKeys(connection, database, names);
  const charsets = await readCharsets(connection);
  const ofTable = <T extends { table: string }>(all: readonly T[], name: string): T[] =>
    all.filter(({ table }) => table === name);
  return new Map(
    tables.map((config) => [
      config.table,
      tableInfo(database, config, ofTable(columns, config.table), ofTable(keys, config.table), charsets, hashKey),
    ]),
  );
}

function tableInfo(
  database: string,
  config: TableConfig,
  all: readonly TableColumn[],
  keys: readonly UniqueKey[],
  charsets: Charsets,
  hashKey: string | undefined,
): TableInfo {
  const { table: name, appendOnly = false, exclude = [], hash = [], orderBy } = config;
  const path = `${database}.${name}`;
  for (const column of [...exclude, ...hash, ...(orderBy === undefined ? [] : [orderBy])]) {
    if (all.some((known) => known.name === column)) continue;
    throw new ConnectorError(
      'COLUMN_MISSING',
      `Table ${path} has no column ${column}, which its configuration names.`,
      `Correct it in the configuration of ${name}; its columns are ${all.map((known) => known.name).join(', ')}.`,
    );
  }
  for (const column of all) checkReadable(path, column);
  const columns = all
    .filter((column) => !exclude.includes(column.name))
    .map((column) => toColumnInfo(path, column, charsets));
  return {
    database,
    name,
    columns,
    columnsByName: new Map(columns.map((column) => [column.name, column])),
    keyColumns: appendOnly ? [] : chooseKey(path, config, all, columns, keys),
    appendOnly,
    orderBy: orderBy ?? null,
    excluded: new Set(exclude),
    hashed: new Set(hash),
    hashKey,
    charsets,
  };
}

async function readTableTypes(
  connection: Connection,
  database: string,
  names: readonly string[],
): Promise<Map<string, string>> {
  const [rows] = await connection.query<RowDataPacket[]>(
    'SELECT TABLE_NAME AS name, TABLE_TYPE AS type FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME IN (?)',
    [database, names],
  );
  return new Map(rows.map((row) => [String(row['name']), String(row['type'])]));
}

function checkTableType(database: string, name: string, type: string | undefined): void {
  if (type === 'BASE TABLE') return;
  if (type === undefined)
    throw new ConnectorError(
      'TABLE_MISSING',
      `Table ${database}.${name} does not exist, or the account may not see it.`,
      `GRANT SELECT ON ${quote(database)}.* TO CURRENT_USER;`,
    );
  if (type === 'SYSTEM VERSIONED')
    throw new ConnectorError(
      'TABLE_MISSING',
      `Table ${database}.${name} is system-versioned, and the binlog holds its history among its rows.`,
      `ALTER TABLE ${quote(database)}.${quote(name)} DROP SYSTEM VERSIONING;`,
    );
  throw new ConnectorError(
    'TABLE_MISSING',
    `${database}.${name} is no table but a ${type.toLowerCase()}, of which the binlog holds no rows.`,
    'Capture the tables that it reads instead.',
  );
}
