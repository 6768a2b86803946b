import { type Envelope, SNAPSHOT_ROW } from '@fanfold/kit/envelope';
import type { RowChange, RowImage } from '@fanfold/kit/envelope';
import type { StreamRows } from '../stream/transactions.ts';
import { unsupported } from '../stream/unsupported.ts';
import { rowReader } from '../tables/stream-rows.ts';
import type { TableInfo } from '../tables/tables.ts';
import type { Destination } from './batcher.ts';
import {
  created,
  deleted,
  type MarkedTable,
  marker,
  streamSource,
  type TransactionStart,
  updated,
} from './envelopes.ts';
import { orderingKeyOf } from './ordering.ts';

export interface StreamChange {
  destination: Destination;
  /** Of one row; they must not part. */
  envelopes: Envelope[];
}

/** The changes that the rows of one event are. Throws UNSUPPORTED_EVENT when an append-only table had rows changed or deleted. */
export function* streamChanges(
  table: TableInfo,
  { map, rows, transaction, ordinal }: StreamRows,
  epoch: number,
  orderingBuckets: number,
): Generator<StreamChange> {
  if (table.appendOnly && rows.kind !== 'insert') {
    throw unsupported(
      `A row of ${table.name} was changed or deleted, and the table is configured as append-only.`,
      'Give the table a key in the configuration, or never change its rows.',
    );
  }
  const read = rowReader(table, map);
  const nowMs = Date.now();
  const plain: Destination = { table: table.name, orderingKey: null };
  const { orderBy } = table;
  const change = (image: RowImage, envelopes: RowChange[]): StreamChange => ({
    destination:
      orderBy === null
        ? plain
        : { table: table.name, orderingKey: orderingKeyOf(table.name, image[orderBy], orderingBuckets) },
    envelopes,
  });
  let row = ordinal;
  switch (rows.kind) {
    case 'insert':
      for (const raw of rows.rows) {
        const after = read(raw);
        yield change(after, [created(streamSource(table, epoch, transaction, row++), after, nowMs)]);
      }
      return;
    case 'delete':
      for (const raw of rows.rows) {
        const before = read(raw);
        yield change(before, [deleted(streamSource(table, epoch, transaction, row++), before, nowMs)]);
      }
      return;
    case 'update':
      for (const raw of rows.rows) {
        const after = read(raw.after);
        const source = streamSource(table, epoch, transaction, row++);
        yield change(after, updated(table, source, read(raw.before), after, nowMs));
      }
  }
}

/** Says that the table has no rows at the end of this transaction. */
export function emptied(table: MarkedTable, epoch: number, transaction: TransactionStart): StreamChange {
  const source = streamSource(table, epoch, transaction, SNAPSHOT_ROW);
  return {
    destination: { table: table.name, orderingKey: null },
    envelopes: [marker(table, source, { keyFrom: null, keyTo: null }, [], null)],
  };
}
