import { SNAPSHOT_ROW } from '@fanfold/kit/contract';
import type { StreamRows } from '../stream/transactions.ts';
import { unsupported } from '../stream/unsupported.ts';
import { JsonWriter } from '../tables/json-writer.ts';
import { type RawRow, type RowWriter, rowWriter } from '../tables/row-writer.ts';
import { keyOf } from '../tables/row-values.ts';
import type { TableInfo } from '../tables/tables.ts';
import type { TopicOf } from '../topics.ts';
import { type Destination, MAX_ROW_BYTES } from './batcher.ts';
import { marker, type MarkedTable, streamSource, type TransactionStart } from './envelopes.ts';
import { orderingKeyOf } from './ordering.ts';
import type { Pipeline } from './pipeline.ts';

const CREATE = Buffer.from('{"op":"c","before":null,"after":');
const DELETE = Buffer.from('{"op":"d","before":');
const UPDATE = Buffer.from('{"op":"u","before":');
const AFTER = Buffer.from(',"after":');
const NOTHING_AFTER = Buffer.from(',"after":null');
const COMMA = 0x2c;
/** Of a value before an update that is too large with all that was there before: what consumers look up in it is short. */
const MAX_SLIM_BYTES = 1_000;

interface RowOp {
  op: 'c' | 'u' | 'd';
  before: RawRow | null;
  after: RawRow | null;
}

/** Writes the rows of the stream as envelopes, straight to bytes: it does so a hundred thousand times a second. */
export class StreamWriter {
  readonly #pipeline: Pipeline;
  readonly #epoch: number;
  readonly #topicOf: TopicOf;
  readonly #orderingBuckets: number;
  readonly #out = new JsonWriter();

  constructor(pipeline: Pipeline, epoch: number, topicOf: TopicOf, orderingBuckets: number) {
    this.#pipeline = pipeline;
    this.#epoch = epoch;
    this.#topicOf = topicOf;
    this.#orderingBuckets = orderingBuckets;
  }

  /** Throws UNSUPPORTED_EVENT when an append-only table had rows changed or deleted. */
  write(table: TableInfo, { map, rows, transaction, ordinal }: StreamRows): void {
    if (table.appendOnly && rows.kind !== 'insert') {
      throw unsupported(
        `A row of ${table.name} was changed or deleted, and the table is configured as append-only.`,
        'Give the table a key in the configuration, or never change its rows.',
      );
    }
    const writer = rowWriter(table, map);
    // Rows from before a change of the key, which the stream comes to next: then the table is snapshotted.
    if (!writer) return;
    const event = new EventWriter(this.#out, table, writer, transaction, this.#epoch);
    const plain: Destination = { topic: this.#topicOf(table.name), orderingKey: null };
    let row = ordinal;
    const add = (ops: readonly RowOp[]): void => {
      const destination = table.orderBy === null ? plain : this.#lane(plain.topic, table.orderBy, writer, ops);
      this.#add(destination, event, ops, row++);
    };
    switch (rows.kind) {
      case 'insert':
        for (const after of rows.rows) add([{ op: 'c', before: null, after }]);
        return;
      case 'delete':
        for (const before of rows.rows) add([{ op: 'd', before, after: null }]);
        return;
      case 'update':
        // One that changes the key is a delete of the old and a create of the new, as in Debezium.
        for (const { before, after } of rows.rows)
          add(
            writer.hasSameKey(before, after)
              ? [{ op: 'u', before, after }]
              : [
                  { op: 'd', before, after: null },
                  { op: 'c', before: null, after },
                ],
          );
    }
  }

  /** Says that the table has no rows at the end of this transaction. */
  writeEmptied(table: MarkedTable, transaction: TransactionStart): void {
    const source = streamSource(table, this.#epoch, transaction, SNAPSHOT_ROW);
    const envelope = marker(table, source, { keyFrom: null, keyTo: null }, [], null);
    const bytes = Buffer.from(JSON.stringify(envelope));
    this.#pipeline.add({ topic: this.#topicOf(table.name), orderingKey: null }, bytes, 1, transaction.commitTsMs);
  }

  #add(destination: Destination, event: EventWriter, ops: readonly RowOp[], row: number): void {
    const envelopes = this.#envelopes(event, ops, row);
    const { at, bytes } = this.#out;
    // Two that are too large together go one by one: their key tells them apart, not their place.
    if (envelopes > 1 && at > MAX_ROW_BYTES) for (const op of ops) this.#add(destination, event, [op], row);
    else if (envelopes > 0)
      this.#pipeline.add(destination, bytes.subarray(0, at), envelopes, event.transaction.commitTsMs);
    this.#out.trim();
  }

  /** @returns how many stand in the buffer; one that is too large for any message goes to the dead letters */
  #envelopes(event: EventWriter, ops: readonly RowOp[], row: number): number {
    const out = this.#out;
    out.at = 0;
    let count = 0;
    for (const op of ops) {
      const before = out.at;
      if (count > 0) {
        out.reserve(1);
        out.byte(COMMA);
      }
      const start = out.at;
      const tooLarge = (): boolean => out.at - start > MAX_ROW_BYTES;
      event.write(op, row, Infinity);
      if (tooLarge() && op.op === 'u') {
        out.at = start;
        event.write(op, row, MAX_SLIM_BYTES);
      }
      if (!tooLarge()) count++;
      else {
        out.at = before;
        this.#pipeline.tooLarge(event.table.name, event.letter(op, row));
      }
    }
    return count;
  }

  #lane(topic: string, orderBy: string, writer: RowWriter, ops: readonly RowOp[]): Destination {
    const last = ops.at(-1);
    const value = writer.read(last?.after ?? last?.before ?? {})[orderBy];
    return { topic, orderingKey: orderingKeyOf(topic, value, this.#orderingBuckets) };
  }
}

/** Envelopes of one row event: what they have in common is made once. */
class EventWriter {
  readonly table: TableInfo;
  readonly transaction: TransactionStart;
  readonly #out: JsonWriter;
  readonly #writer: RowWriter;
  readonly #sourceOf: (row: number) => ReturnType<typeof streamSource>;
  readonly #beforeRow: Buffer;
  readonly #afterRow: Buffer;

  constructor(out: JsonWriter, table: TableInfo, writer: RowWriter, transaction: TransactionStart, epoch: number) {
    this.table = table;
    this.transaction = transaction;
    this.#out = out;
    this.#writer = writer;
    this.#sourceOf = (row) => streamSource(table, epoch, transaction, row);
    const { row: _, ...source } = this.#sourceOf(0);
    const text = JSON.stringify(source);
    this.#beforeRow = Buffer.from(`,"ts_ms":${String(Date.now())},"source":${text.slice(0, -1)},"row":`);
    this.#afterRow = Buffer.from('}}');
  }

  /** `maxBefore`: longer values are left out of the image before. */
  write({ op, before, after }: RowOp, row: number, maxBefore: number): void {
    const out = this.#out;
    out.put(op === 'c' ? CREATE : op === 'd' ? DELETE : UPDATE);
    if (before) this.#writer.write(out, before, maxBefore);
    if (op === 'u') out.put(AFTER);
    if (after) this.#writer.write(out, after, Infinity);
    else out.put(NOTHING_AFTER);
    out.put(this.#beforeRow);
    out.reserve(24);
    out.unsigned(row);
    out.put(this.#afterRow);
  }

  /** What is kept of a row that no message can carry. */
  letter({ op, before, after }: RowOp, row: number): { op: string; key: string[]; source: unknown } {
    const key = keyOf(this.table, this.#writer.read(after ?? before ?? {}));
    return { op, key, source: this.#sourceOf(row) };
  }
}
