import assert from 'node:assert/strict';
import type { AnyBinlogEvent } from '@vlasky/zongji';
import fc from 'fast-check';
import { formatVersion, SNAPSHOT_ROW, TableRows } from '@fanfold/kit/contract';
import { TransactionReader } from './transactions.ts';

/** A row event that sets the one row of a table to each of these values in turn. */
interface RowEvent {
  table: string;
  values: number[];
  /** Of the row images; at least one per row. */
  bytes: number;
}

interface Change {
  table: string;
  ordinal: number;
  value: number;
}

const TABLES = ['items', 'others', 'more'];

/** What the stream makes of one transaction under a configuration. */
function read(events: readonly RowEvent[], captured: readonly string[]): Change[] {
  const changes: Change[] = [];
  const reader = new TransactionReader(
    { database: 'stats', tables: captured },
    { file: 'binlog.000001', pos: 4, gtid: null, fileCreatedMs: null },
    {
      onRows: ({ table, rows, ordinal }) => {
        assert.ok(rows.kind === 'insert');
        changes.push(...rows.rows.map(({ n }, i) => ({ table, ordinal: ordinal + i, value: Number(n) })));
      },
      onCommit: () => undefined,
      onMoved: () => undefined,
      onDefinition: () => Promise.resolve(),
    },
    () => 0,
  );
  // Something came before.
  let rowBytes = 1_000;
  const take = (name: string, more: object = {}): void => {
    const event = { getTypeName: () => name, nextPosition: 0, size: 0, timestamp: 0, ...more };
    void reader.take(event as unknown as AnyBinlogEvent, rowBytes);
  };
  take('Gtid', { gtid: null });
  for (const { table, values, bytes } of events) {
    const tableMap = { 1: { tableName: table, columns: [{}], parentSchema: 'stats' } };
    // The reader does not hand over what is not captured.
    if (captured.includes(table))
      take('WriteRows', { tableId: 1, tableMap, numberOfColumns: 1, rows: values.map((n) => ({ n })) });
    rowBytes += bytes;
  }
  take('Xid');
  return changes;
}

/** What a consumer has of each table's row after these changes. */
function fold(changes: readonly Change[]): Map<string, unknown> {
  const tables = new Map(TABLES.map((table) => [table, new TableRows()]));
  for (const { table, ordinal, value } of changes) {
    const version = formatVersion({ epoch: 1, file: 1, pos: 4n, row: ordinal });
    tables.get(table)?.apply({ kind: 'row', table, key: 'k', version, row: { value } });
  }
  return new Map([...tables].map(([table, rows]) => [table, rows.live()[0]]));
}

const rowEvent = fc
  .record({ table: fc.constantFrom(...TABLES), values: fc.array(fc.nat(), { minLength: 1, maxLength: 5 }) })
  .chain(({ table, values }) =>
    fc.integer({ min: values.length, max: 40 }).map((bytes): RowEvent => ({ table, values, bytes })),
  );

describe('TransactionReader', () => {
  it('gives a row the same ordinal whatever else is captured', () => {
    fc.assert(
      fc.property(fc.array(rowEvent, { maxLength: 12 }), fc.subarray(TABLES), (events, some) => {
        const all = read(events, TABLES).filter(({ table }) => some.includes(table));
        assert.deepEqual(read(events, some), all);
      }),
    );
  });

  it('counts up within a transaction, from 0', () => {
    fc.assert(
      fc.property(fc.array(rowEvent, { minLength: 1, maxLength: 12 }), (events) => {
        const ordinals = read(events, TABLES).map(({ ordinal }) => ordinal);
        assert.equal(ordinals[0], 0);
        assert.deepEqual(
          ordinals,
          [...new Set(ordinals)].sort((a, b) => a - b),
        );
      }),
    );
  });

  it('lets no older change win when a transaction is half published and goes on under another configuration', () => {
    const some = fc.subarray(TABLES, { minLength: 1 });
    fc.assert(
      fc.property(fc.array(rowEvent, { maxLength: 12 }), some, some, fc.nat(60), (events, first, second, cut) => {
        const folded = fold([...read(events, first).slice(0, cut), ...read(events, second)]);
        for (const table of second) {
          const last = events
            .filter((event) => event.table === table)
            .at(-1)
            ?.values.at(-1);
          assert.deepEqual(folded.get(table), last === undefined ? undefined : { value: last });
        }
      }),
    );
  });

  it('stops rather than count into the ordinals of snapshots', () => {
    const filler = { table: 'others', values: [1], bytes: SNAPSHOT_ROW - 1 };
    const one = { table: 'items', values: [1], bytes: 1 };
    assert.equal(read([filler, one], ['items'])[0]?.ordinal, SNAPSHOT_ROW - 1);
    assert.throws(() => read([filler, one, one], ['items']), { code: 'UNSUPPORTED_EVENT', message: /10 GB/ });
  });
});
