import { SNAPSHOT_ROW } from '../changes/envelope.ts';
import { readMessage } from '../changes/read-message.ts';
import { RowSet } from '../changes/row-set.ts';
import { statsTables } from '../changes/match-tables.ts';
import { type TableSpec, joinKey } from '../changes/table-spec.ts';

/** For specs: one list of row changes, which a connector writes as its envelopes, and what a consumer ends with. */

/** A row as SQL has it: DECIMAL and DATETIME as text, BOOLEAN as 0 and 1, JSON as its value. */
export type Columns = Readonly<Record<string, unknown>>;

export interface Change {
  table: string;
  before: Columns | null;
  after: Columns | null;
}

/** Statements, each of them one row event of one table; or TRUNCATE, which is a transaction of its own. */
export type Transaction = readonly (readonly Change[])[] | { truncate: string };

export const insert = (table: string, ...rows: Columns[]): Change[] =>
  rows.map((after) => ({ table, before: null, after }));
export const update = (table: string, before: Columns, after: Columns): Change[] => [{ table, before, after }];
export const remove = (table: string, before: Columns): Change[] => [{ table, before, after: null }];

/** Where a transaction starts. The next file begins with every fifth. */
export function placeAt(index: number): { file: string; pos: number } {
  return { file: `binlog.${String(8 + Math.floor(index / 5)).padStart(6, '0')}`, pos: 157 + (index % 5) * 1_000 };
}

/** Messages of `changelog/`, one per statement. */
export function ownMessages(history: readonly Transaction[], epoch: number, from = 0): string[] {
  return history.slice(from).flatMap((transaction, offset) => {
    const at = placeAt(from + offset);
    if ('truncate' in transaction) return [JSON.stringify([marker(transaction.truncate, at, epoch, [])])];
    let row = 0;
    return transaction.map((statement) =>
      JSON.stringify(
        statement.flatMap(({ table, before, after }) => {
          const source = ownSource(table, at, row++, epoch);
          const envelope = (op: string, from: Columns | null, to: Columns | null) => ({
            op,
            before: from && ownImage(from),
            after: to && ownImage(to),
            source,
          });
          if (before && after && keyOf(table, before) !== keyOf(table, after))
            return [envelope('d', before, null), envelope('c', null, after)];
          return [envelope(before ? (after ? 'u' : 'd') : 'c', before, after)];
        }),
      ),
    );
  });
}

/** A reconciling snapshot of `changelog/` before transaction `index`. */
export function ownSnapshot(history: readonly Transaction[], index: number, epoch: number): string[] {
  const place = placeAt(index);
  const at = { ...place, pos: place.pos - 1 };
  return statsTables.map(({ table }) => {
    const rows = rowsBefore(history, index, table).map((row) => ({
      op: 'r',
      before: null,
      after: ownImage(row),
      source: ownSource(table, at, SNAPSHOT_ROW, epoch),
    }));
    return JSON.stringify([...rows, marker(table, at, epoch, [])]);
  });
}

/** What the table holds before transaction `index`. */
export function rowsBefore(history: readonly Transaction[], index: number, table: string): Columns[] {
  const rows = new Map<string, Columns>();
  for (const transaction of history.slice(0, index)) {
    if ('truncate' in transaction) {
      if (transaction.truncate === table) rows.clear();
      continue;
    }
    for (const change of transaction.flat().filter((each) => each.table === table)) {
      if (change.before) rows.delete(keyOf(table, change.before));
      if (change.after) rows.set(keyOf(table, change.after), change.after);
    }
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

export function keyOf(table: string, row: Columns): string {
  const spec = statsTables.find((each) => each.table === table) as TableSpec;
  return joinKey(spec.keyColumns.map((column) => String(row[column])));
}

/** Live rows by `match/table`, as the kit has them after these messages. Throws when one is rejected. */
export function rowsAfter(messages: readonly string[], epoch: number): Map<string, object[]> {
  const matches = new Map<string, RowSet>();
  const intakes = messages.map((text) => readMessage(text, statsTables, epoch));
  for (const { rejected } of intakes) if (rejected[0]) throw new Error(JSON.stringify(rejected[0]));
  const routed = intakes.flatMap((intake) => intake.routed);
  for (const { scope } of routed)
    if (scope !== null) matches.set(scope, new RowSet(statsTables.map(({ table }) => table)));
  for (const { scope, write } of routed)
    for (const [id, rows] of matches) if (scope === null || scope === id) rows.apply(write);
  const live = [...matches].flatMap(([id, { tables }]) =>
    [...tables].map(([table, rows]): [string, object[]] => [
      `${id}/${table}`,
      [...rows.entries].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, { row }]) => row ?? []),
    ]),
  );
  return new Map(live.filter(([, rows]) => rows.length > 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function ownSource(table: string, at: { file: string; pos: number }, row: number, epoch: number) {
  return { db: 'fanfold', table, gtid: null, ...at, row, ts_ms: 1_795_000_000_000, epoch };
}

function marker(table: string, at: { file: string; pos: number }, epoch: number, keys: string[][]) {
  const source = ownSource(table, at, SNAPSHOT_ROW, epoch);
  return { op: 's', source, keyColumns: ['id'], keyFrom: null, keyTo: null, keys };
}

function ownImage(row: Columns): Columns {
  const { starts_at: startsAt } = row;
  return typeof startsAt === 'string' ? { ...row, starts_at: `${startsAt.replace(' ', 'T')}Z` } : row;
}
