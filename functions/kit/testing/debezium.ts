import { type Columns, type Transaction, keyOf, placeAt, rowsBefore } from './changes.ts';
import { statsTables } from '../changes/match-tables.ts';

/** For specs: what Debezium Server 3.6 sends for row changes under the configuration of docs/debezium.md. */

export interface DebeziumServer {
  connector: 'mysql' | 'mariadb';
  /** False: MariaDB from 11.4 on, where Debezium knows only where the transaction starts. */
  eventPositions: boolean;
  /** BOOLEAN comes as true and false when Debezium has read the CREATE TABLE from the binlog, and as 0 and 1 when from a snapshot. */
  booleans: boolean;
  /** debezium.format.value.schemas.enable */
  schemas: boolean;
}

type Image = Columns | null;

/** The stream from transaction `from` on: one envelope per message. */
export function debeziumMessages(history: readonly Transaction[], server: DebeziumServer, from = 0): string[] {
  return history.slice(from).flatMap((transaction, offset) => {
    const index = from + offset;
    if ('truncate' in transaction) {
      const source = sourceOf(server, index, { table: transaction.truncate, event: 1, row: 0 });
      return [message(server, { before: null, after: null, source, transaction: null, op: 't' })];
    }
    const perTable = new Map<string, number>();
    let total = 0;
    return transaction.flatMap((statement, event) =>
      statement.flatMap(({ table, before, after }, row) => {
        const envelope = (op: string, from: Image, to: Image): string => {
          perTable.set(table, (perTable.get(table) ?? 0) + 1);
          const source = sourceOf(server, index, { table, event: event + 1, row });
          const order = { total_order: ++total, data_collection_order: perTable.get(table) };
          const images = { before: imageOf(server, from), after: imageOf(server, to) };
          return message(server, { ...images, source, transaction: { id: gtidOf(server, index), ...order }, op });
        };
        if (before && after && keyOf(table, before) !== keyOf(table, after))
          return [envelope('d', before, null), envelope('c', null, after)];
        return [envelope(before ? (after ? 'u' : 'd') : 'c', before, after)];
      }),
    );
  });
}

/** The initial snapshot of all before transaction `index`: each row at the position where that transaction starts, and row 0. */
export function debeziumSnapshot(history: readonly Transaction[], index: number, server: DebeziumServer): string[] {
  const read = statsTables.flatMap(({ table }) => {
    const rows = rowsBefore(history, index, table);
    return rows.map((after, n) => {
      const snapshot =
        n === rows.length - 1 ? 'last_in_data_collection' : n === 0 ? 'first_in_data_collection' : 'true';
      return { table, after, snapshot };
    });
  });
  return read.map(({ table, after, snapshot }, n) => {
    const place = n === 0 ? 'first' : n === read.length - 1 ? 'last' : snapshot;
    const source = {
      ...sourceOf(server, index, { table, event: 0, row: 0 }),
      snapshot: place,
      gtid: null,
      thread: null,
    };
    return message(server, { before: null, after: imageOf(server, after), source, transaction: null, op: 'r' });
  });
}

function sourceOf(server: DebeziumServer, index: number, at: { table: string; event: number; row: number }) {
  const { file, pos } = placeAt(index);
  return {
    version: '3.6.1.Final',
    connector: server.connector,
    name: 'fanfold',
    ts_ms: 1_795_000_000_000,
    snapshot: 'false',
    db: 'fanfold',
    sequence: null,
    ts_us: 1_795_000_000_000_000,
    ts_ns: 1_795_000_000_000_000_000,
    table: at.table,
    server_id: 112233,
    gtid: gtidOf(server, index),
    file,
    pos: server.eventPositions ? pos + at.event * 100 : pos,
    row: at.row,
    thread: server.connector === 'mysql' ? 41 : null,
    query: null,
  };
}

function gtidOf({ connector }: DebeziumServer, index: number): string {
  return connector === 'mysql' ? `3e11fa47-71ca-11e1-9e33-c80aa9429562:${index + 1}` : `0-112233-${index + 1}`;
}

/** decimal.handling.mode=string and the default time.precision.mode: DECIMAL as text, DATETIME(3) as milliseconds, JSON as text. */
function imageOf({ booleans }: DebeziumServer, row: Image): Image {
  if (!row) return null;
  const encode = (name: string, value: unknown): unknown => {
    if (value === null) return null;
    if (name === 'starts_at') return Date.parse(`${String(value).replace(' ', 'T')}Z`);
    if (name === 'detail') return JSON.stringify(value);
    return booleans && ['final', 'starting'].includes(name) ? value === 1 : value;
  };
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, encode(name, value)]));
}

function message({ schemas }: DebeziumServer, envelope: object): string {
  const times = { ts_ms: 1_795_000_000_250, ts_us: 1_795_000_000_250_000, ts_ns: 1_795_000_000_250_000_000 };
  const payload = { ...envelope, ...times };
  return JSON.stringify(schemas ? { schema: { type: 'struct', optional: false, name: 'Envelope' }, payload } : payload);
}
