import { type Envelope, type Row, TableRows, joinKey, versionOf } from '@fanfold/kit/contract';
import { connect } from '../server/server.ts';
import { selectRows } from '../snapshot/select.ts';
import { readTables } from '../tables/tables.ts';
import type { Bench } from './bench.ts';

/** Rows by their key as text. */
export type Rows = Map<string, unknown>;

/** What a consumer ends with that keeps rows and markers as the kit does. */
export function foldRows(envelopes: readonly Envelope[], keyColumns: readonly string[]): Rows {
  const rows = new TableRows();
  for (const envelope of envelopes) {
    const version = versionOf(envelope, 0);
    if (envelope.op === 's') {
      const [from, to] = [envelope.keyFrom && joinKey(envelope.keyFrom), envelope.keyTo && joinKey(envelope.keyTo)];
      rows.apply({ kind: 'range', table: '', version, from, to, shared: false });
      continue;
    }
    if (envelope.op === 't') continue;
    const image = envelope.op === 'd' ? envelope.before : envelope.after;
    const key = joinKey(keyColumns.map((column) => String(image?.[column])));
    rows.apply({ kind: 'row', table: '', key, version, row: envelope.op === 'd' ? null : (envelope.after as Row) });
  }
  const live = [...rows.entries].flatMap(([key, { row }]) => (row ? [[key, row] as const] : []));
  return new Map(live.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What has been published of a table. */
export function published({ messages }: Bench, table: string): Envelope[] {
  return messages.flatMap(({ envelopes }) => envelopes).filter(({ source }) => source.table === table);
}

/** The rows of a table as they stand, in the form in which they are published. */
export async function selected({ config }: Bench, name: string): Promise<Rows> {
  const connection = await connect(config);
  try {
    const captured = config.tables.filter(({ table }) => table === name);
    const table = (await readTables(connection, config.database, captured, config.hashKey)).get(name);
    if (!table) throw new Error(`there is no table ${name}`);
    const rows = await selectRows(connection, table, null);
    const keyOf = (row: Record<string, unknown>): string =>
      joinKey(table.keyColumns.map((column) => String(row[column.name])));
    return new Map(rows.map((row) => [keyOf(row), row] as const).sort(([a], [b]) => (a < b ? -1 : 1)));
  } finally {
    connection.destroy();
  }
}

/** Resolves when what has been published of the table is what stands in it. Nobody may write meanwhile. */
export async function untilFolded(bench: Bench, table: string, keyColumns: readonly string[]): Promise<Rows> {
  const expected = await selected(bench, table);
  const text = JSON.stringify([...expected].map(([key, row]) => [key, sorted(row)]));
  await bench.until(
    () =>
      JSON.stringify([...foldRows(published(bench, table), keyColumns)].map(([key, row]) => [key, sorted(row)])) ===
      text,
  );
  return expected;
}

function sorted(row: unknown): unknown {
  return Object.entries(row as object).sort(([a], [b]) => (a < b ? -1 : 1));
}
