import type { TableInfo } from '../tables/tables.ts';

/** A table with these key columns, of text that sorts as such. */
export function testingTable(name: string, keys: readonly string[]): TableInfo {
  return {
    database: 'stats',
    name,
    columns: [],
    columnsByName: new Map(),
    keyColumns: keys.map((key) => ({ name: key, sortsAsText: true, text: key, order: key, parameter: '?' })),
    appendOnly: false,
    orderBy: null,
    excluded: new Set(),
    hashed: new Set(),
    hashKey: undefined,
    charsets: { names: new Map(), decoders: new Map() },
  };
}
