import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { TableConfig } from '../config.ts';
import { ConnectorError } from '../errors.ts';
import type { TableColumn } from './columns.ts';
import { keyText } from './key-text.ts';
import { quote } from './quote.ts';
import type { ColumnInfo } from './tables.ts';

export interface KeyColumn {
  name: string;
  /** The server's own order of the column is the order of its text in JavaScript, so that its index serves ranges of keys. */
  sortsAsText: boolean;
  /** SQL for the text that `keyOf` gives. */
  text: string;
  /** SQL that compares and sorts as JavaScript does with that text. */
  order: string;
  /** SQL for a text, as a parameter, to compare `order` with. */
  parameter: string;
}

export interface UniqueKey {
  table: string;
  name: string;
  /** In the order of the key; undefined for an expression. */
  columns: (string | undefined)[];
}

export async function readUniqueKeys(
  connection: Connection,
  database: string,
  tables: readonly string[],
): Promise<UniqueKey[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT TABLE_NAME AS tableName, INDEX_NAME AS name, COLUMN_NAME AS columnName FROM information_schema.STATISTICS
     WHERE TABLE_SCHEMA = ? AND TABLE_NAME IN (?) AND NON_UNIQUE = 0 ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`,
    [database, tables],
  );
  const keys = new Map<string, UniqueKey>();
  for (const row of rows) {
    const [table, name] = [String(row['tableName']), String(row['name'])];
    const key = keys.get(`${table}.${name}`) ?? { table, name, columns: [] };
    key.columns.push((row['columnName'] as string | null) ?? undefined);
    keys.set(`${table}.${name}`, key);
  }
  return [...keys.values()];
}

/** The primary key, or the configured one. Throws NO_PRIMARY_KEY, COLUMN_MISSING, UNSUPPORTED_COLUMN. */
export function chooseKey(
  table: string,
  { table: name, key, exclude = [], hash = [] }: TableConfig,
  all: readonly TableColumn[],
  published: readonly ColumnInfo[],
  keys: readonly UniqueKey[],
): KeyColumn[] {
  const columns = key ? configuredKey(table, key, all, keys) : primaryKey(table, name, keys);
  return columns.map((column) => {
    if (exclude.includes(column) || hash.includes(column))
      throw new ConnectorError(
        'COLUMN_MISSING',
        `Column ${table}.${column} is part of the key, so it cannot be excluded or hashed.`,
        `Take ${column} out of \`exclude\` and \`hash\` of ${name}, or give the table another \`key\`.`,
      );
    const definition = all.find((known) => known.name === column);
    const info = published.find((known) => known.name === column);
    if (!definition || !info) throw new Error(`column ${table}.${column} of a key is missing`);
    return keyColumn(table, definition, info);
  });
}

function primaryKey(table: string, name: string, keys: readonly UniqueKey[]): string[] {
  const primary = keys.find((key) => key.name === 'PRIMARY');
  if (primary) return primary.columns.flatMap((column) => column ?? []);
  throw new ConnectorError(
    'NO_PRIMARY_KEY',
    `Table ${table} has no primary key, so its rows cannot be told apart.`,
    `ALTER TABLE ${table} ADD PRIMARY KEY (…); or name a unique index in \`key\` of ${name}, or make it \`appendOnly\`.`,
  );
}

function configuredKey(
  table: string,
  key: readonly string[],
  all: readonly TableColumn[],
  keys: readonly UniqueKey[],
): string[] {
  for (const name of key) {
    const column = all.find((known) => known.name === name);
    if (!column)
      throw new ConnectorError(
        'COLUMN_MISSING',
        `Table ${table} has no column ${name}, which its configured key names.`,
        `Correct \`key\`; the table's columns are ${all.map((known) => known.name).join(', ')}.`,
      );
    if (column.nullable)
      throw new ConnectorError(
        'COLUMN_MISSING',
        `Column ${table}.${name} of the configured key may be NULL, and a unique index does not tell NULLs apart.`,
        `ALTER TABLE ${table} MODIFY ${quote(name)} ${column.columnType} NOT NULL;`,
      );
  }
  const isUnique = keys.some(
    ({ columns }) => columns.length === key.length && key.every((name) => columns.includes(name)),
  );
  if (isUnique) return [...key];
  throw new ConnectorError(
    'NO_PRIMARY_KEY',
    `Table ${table} has no unique index of exactly the columns ${key.join(', ')}, which its configuration names as key.`,
    `ALTER TABLE ${table} ADD UNIQUE KEY (${key.map(quote).join(', ')});`,
  );
}

function keyColumn(table: string, definition: TableColumn, { name, dataType, kind }: ColumnInfo): KeyColumn {
  const text = keyText(definition, kind);
  if (text === undefined)
    throw new ConnectorError(
      'UNSUPPORTED_COLUMN',
      `Column ${table}.${name} has the type ${dataType}, which cannot be a key: its text is not the same everywhere.`,
      `Name another unique index in \`key\` of the table, or change the type of ${name}.`,
    );
  const sortsAsText = definition.collation === 'ascii_bin' && dataType !== 'enum' && dataType !== 'set';
  if (sortsAsText) return { name, sortsAsText, text, order: quote(name), parameter: '?' };
  return { name, sortsAsText, text, order: utf16(text), parameter: utf16('?') };
}

/** JavaScript compares strings by UTF-16 code units, and a binary string compares byte by byte, without padding. */
function utf16(text: string): string {
  return `CAST(CONVERT(${text} USING utf16) AS BINARY)`;
}
