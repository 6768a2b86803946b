import type { Connection, RowDataPacket } from 'mysql2/promise';
import { ConnectorError } from '../errors.ts';

export interface ColumnInfo {
  name: string;
  /** `DATA_TYPE` of information_schema, lower case: int, decimal, datetime, … */
  dataType: string;
  /** Holds JSON: MySQL's type, or MariaDB's LONGTEXT with a json_valid check. */
  json: boolean;
}

export interface TableInfo {
  database: string;
  name: string;
  columns: ColumnInfo[];
  columnsByName: ReadonlyMap<string, ColumnInfo>;
  keyColumns: KeyColumn[];
}

export interface KeyColumn {
  name: string;
  /** The server's own order of the column is the order of its text, code unit by code unit. */
  sortsAsText: boolean;
}

/** Types whose binlog and SELECT forms differ in ways that nothing here mends. */
const UNSUPPORTED = new Set(
  'geometry point linestring polygon multipoint multilinestring multipolygon geometrycollection geomcollection vector uuid inet4 inet6'.split(
    ' ',
  ),
);

/** Reads columns and keys of the tables. Throws TABLE_MISSING, NO_PRIMARY_KEY, UNSUPPORTED_COLUMN. */
export async function readTables(
  connection: Connection,
  database: string,
  names: readonly string[],
): Promise<Map<string, TableInfo>> {
  const [columns] = await connection.query<RowDataPacket[]>(
    `SELECT TABLE_NAME AS tableName, COLUMN_NAME AS name, LOWER(DATA_TYPE) AS dataType, COLLATION_NAME AS collation
     FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME IN (?) ORDER BY TABLE_NAME, ORDINAL_POSITION`,
    [database, names],
  );
  const [keys] = await connection.query<RowDataPacket[]>(
    `SELECT TABLE_NAME AS tableName, COLUMN_NAME AS name FROM information_schema.STATISTICS
     WHERE TABLE_SCHEMA = ? AND TABLE_NAME IN (?) AND INDEX_NAME = 'PRIMARY' ORDER BY TABLE_NAME, SEQ_IN_INDEX`,
    [database, names],
  );
  const jsonChecks = await readJsonChecks(connection, database);
  return new Map(
    names.map((name) => {
      const ofTable = columns.filter((column) => column['tableName'] === name);
      const keyNames = keys.filter((key) => key['tableName'] === name).map((key) => String(key['name']));
      return [name, tableInfo(database, name, ofTable, keyNames, jsonChecks)];
    }),
  );
}

function tableInfo(
  database: string,
  name: string,
  rows: RowDataPacket[],
  keyNames: string[],
  jsonChecks: Set<string>,
): TableInfo {
  if (rows.length === 0) {
    throw new ConnectorError(
      'TABLE_MISSING',
      `Table ${database}.${name} does not exist, or the account may not see it.`,
      `GRANT SELECT ON \`${database}\`.* TO CURRENT_USER;`,
    );
  }
  if (keyNames.length === 0) {
    throw new ConnectorError(
      'NO_PRIMARY_KEY',
      `Table ${database}.${name} has no primary key, so its rows cannot be told apart.`,
      `ALTER TABLE \`${database}\`.\`${name}\` ADD PRIMARY KEY (…);`,
    );
  }
  const columns = rows.map((row): ColumnInfo => {
    const column = String(row['name']);
    const dataType = String(row['dataType']);
    if (UNSUPPORTED.has(dataType)) {
      throw new ConnectorError(
        'UNSUPPORTED_COLUMN',
        `Column ${database}.${name}.${column} has the type ${dataType}, which the connector does not carry.`,
      );
    }
    return { name: column, dataType, json: dataType === 'json' || jsonChecks.has(`${name}.${column}`) };
  });
  const keyColumns = keyNames.map((key): KeyColumn => {
    const collation = String(rows.find((row) => row['name'] === key)?.['collation'] ?? '');
    return { name: key, sortsAsText: collation === 'ascii_bin' };
  });
  return {
    database,
    name,
    columns,
    columnsByName: new Map(columns.map((column) => [column.name, column])),
    keyColumns,
  };
}

/** MariaDB's JSON is LONGTEXT with the check json_valid(`column`). MySQL before 8.0.16 has no check constraints and no such columns. */
async function readJsonChecks(connection: Connection, database: string): Promise<Set<string>> {
  const [version] = await connection.query<RowDataPacket[]>('SELECT VERSION() AS version');
  if (!String(version[0]?.['version']).includes('MariaDB')) return new Set();
  const [checks] = await connection.query<RowDataPacket[]>(
    'SELECT TABLE_NAME AS tableName, CHECK_CLAUSE AS clause FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = ?',
    [database],
  );
  const found = new Set<string>();
  for (const check of checks) {
    const column = /^json_valid\(`(.+)`\)$/.exec(String(check['clause']))?.[1];
    if (column) found.add(`${String(check['tableName'])}.${column.replaceAll('``', '`')}`);
  }
  return found;
}
