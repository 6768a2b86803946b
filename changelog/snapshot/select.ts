import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { RowImage } from '@fanfold/kit/contract';
import { quote } from '../tables/quote.ts';
import { fieldReader, selectedRowReader, selectList } from '../tables/select-rows.ts';
import type { KeyColumn, TableInfo } from '../tables/tables.ts';
import { integersAfter } from './integer-ranges.ts';

interface Condition {
  sql: string;
  values: unknown[];
}

/** Rows that meet the condition, as they are published, in the order of the keys' text. */
export function selectRows(connection: Connection, table: TableInfo, condition: Condition | null): Promise<RowImage[]> {
  const { sql, values } = condition ?? { sql: 'TRUE', values: [] };
  return select(connection, table, { sql: `${selectFrom(table)} WHERE ${sql} ${orderBy(table.keyColumns)}`, values });
}

/** The first rows whose key comes after `keyFrom`, in the order of the keys' text; null: from the start. */
export function selectAfter(
  connection: Connection,
  table: TableInfo,
  keyFrom: readonly string[] | null,
  limit: number,
): Promise<RowImage[]> {
  const key = integerKey(table);
  if (key) return select(connection, table, firstIntegers(table, key, keyFrom?.[0] ?? null, limit));
  const { sql, values } = keyFrom === null ? { sql: 'TRUE', values: [] } : afterKey(table.keyColumns, keyFrom);
  const order = orderBy(table.keyColumns);
  return select(connection, table, {
    sql: `${selectFrom(table)} WHERE ${sql} ${order} LIMIT ${String(limit)}`,
    values,
  });
}

/** What is held of a chunk, before it leaves. */
const CHUNK_BYTES = 8_000_000;

/**
 * How many rows a chunk should have: more where no index has the order of the texts, since there each chunk costs a look at the whole table;
 * fewer where rows are long.
 */
export async function chunkRowsFor(connection: Connection, table: TableInfo, configured: number): Promise<number> {
  const [rows] = await connection.query<RowDataPacket[]>(
    'SELECT AVG_ROW_LENGTH AS bytes FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?',
    [table.database, table.name],
  );
  const bytes = Math.max(1, Number(rows[0]?.['bytes'] ?? 0));
  const isIndexed = table.keyColumns.every(({ sortsAsText }) => sortsAsText) || integerKey(table) !== undefined;
  const wanted = isIndexed ? configured : Math.max(configured, 20_000);
  return Math.max(1, Math.min(wanted, Math.floor(CHUNK_BYTES / bytes)));
}

/** The key where it is one integer. */
function integerKey({ keyColumns, columnsByName }: TableInfo): KeyColumn | undefined {
  const [key, ...others] = keyColumns;
  return key && others.length === 0 && columnsByName.get(key.name)?.kind === 'integer' ? key : undefined;
}

/** The first of each range by the index, and of these the first by their text. */
function firstIntegers(table: TableInfo, key: KeyColumn, from: string | null, limit: number): Condition {
  const name = quote(key.name);
  const parts = integersAfter(from).map(({ low, high }) => {
    const direction = low < 0n ? 'DESC' : 'ASC';
    return `(SELECT ${name} FROM ${path(table)} WHERE ${name} BETWEEN ${String(low)} AND ${String(high)} ORDER BY ${name} ${direction} LIMIT ${String(limit)})`;
  });
  const found = `SELECT * FROM (${parts.join(' UNION ALL ')}) AS found ${orderBy([key])} LIMIT ${String(limit)}`;
  return { sql: `${selectFrom(table)} JOIN (${found}) AS chunk USING (${name}) ${orderBy([key])}`, values: [] };
}

/** `key > keyFrom`, written out so that an index serves it where it can: a > ? OR (a = ? AND b > ?). */
function afterKey(keyColumns: readonly KeyColumn[], keyFrom: readonly string[]): Condition {
  const values: string[] = [];
  const alternatives = keyColumns.map((column, i) => {
    const equal = keyColumns.slice(0, i).map((before) => `${before.order} = ${before.parameter}`);
    values.push(...keyFrom.slice(0, i + 1));
    return `(${[...equal, `${column.order} > ${column.parameter}`].join(' AND ')})`;
  });
  return { sql: `(${alternatives.join(' OR ')})`, values };
}

async function select(connection: Connection, table: TableInfo, { sql, values }: Condition): Promise<RowImage[]> {
  const read = selectedRowReader(table);
  const [rows] = await connection.query<RowDataPacket[]>({ sql, values, typeCast: fieldReader(table) });
  return rows.map(read);
}

function selectFrom(table: TableInfo): string {
  return `SELECT ${selectList(table)} FROM ${path(table)}`;
}

function path({ database, name }: TableInfo): string {
  return `${quote(database)}.${quote(name)}`;
}

function orderBy(keyColumns: readonly KeyColumn[]): string {
  return keyColumns.length === 0 ? '' : `ORDER BY ${keyColumns.map(({ order }) => order).join(', ')}`;
}
