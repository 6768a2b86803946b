import type { Connection } from 'mysql2/promise';
import type { TableConfig } from '@fanfold/changelog/config';
import { selectRows } from '@fanfold/changelog/snapshot/select';
import { readTables } from '@fanfold/changelog/tables/tables';
import { joinKey } from '@fanfold/kit/contract';
import { CHAOS_TABLES, KEYS, type ChaosTable } from './schema.ts';

/** Rows by key, each in one text form: columns in the order of their names. */
export type TableText = ReadonlyMap<string, string>;

/** What the tables hold, in the form in which the connector publishes. */
export async function selectTables(connection: Connection, database: string): Promise<Map<ChaosTable, TableText>> {
  const configs: TableConfig[] = CHAOS_TABLES.map((table) => ({ table }));
  const infos = await readTables(connection, database, configs);
  const tables = new Map<ChaosTable, TableText>();
  for (const table of CHAOS_TABLES) {
    const info = infos.get(table);
    if (!info) throw new Error(`table ${table} is missing`);
    const rows = await selectRows(connection, info, null);
    tables.set(table, new Map(rows.map((row) => [keyText(table, row), rowText(row)])));
  }
  return tables;
}

export function keyText(table: ChaosTable, row: Readonly<Record<string, unknown>>): string {
  return joinKey(KEYS[table].map((column) => String(row[column])));
}

export function rowText(row: object): string {
  return JSON.stringify(Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))));
}
