import { z } from 'zod';

/**
 * The change envelope: Debezium's JSON for one row, without schemas, so that Debezium Server's Pub/Sub sink can replace
 * `changelog/`. One message carries one envelope, or an array of envelopes of one topic (a micro-batch).
 */

const sourceSchema = z.looseObject({
  db: z.string(),
  table: z.string(),
  gtid: z.string().nullish(),
  /** Binlog file, e.g. `binlog.000042`; the number after the last dot counts. */
  file: z.string(),
  /** Start of the transaction in the file. (Debezium: position of the event, or of an earlier one of the transaction.) */
  pos: z.union([z.number().int().nonnegative(), z.string().regex(/^\d+$/)]),
  /**
   * Goes up from row to row of the transaction, and depends on the binlog alone: bytes of the row images in it before the row's event, of
   * whatever table, and the row's index in the event. (Debezium: the index alone; see `transaction`.)
   */
  row: z.number().int().nonnegative(),
  /** When the transaction committed, ms since 1970. */
  ts_ms: z.number(),
  /** Server timeline, see `versionOf`. Debezium sends none; the parameter CHANGES_EPOCH stands in. */
  epoch: z.number().int().positive().nullish(),
});

const rowImageSchema = z.record(z.string(), z.unknown());

export const rowChangeSchema = z.looseObject({
  /** Create, update, delete, r: read by a snapshot, t: table truncated, which has no images (from Debezium only). */
  op: z.enum(['c', 'u', 'd', 'r', 't']),
  before: rowImageSchema.nullish(),
  after: rowImageSchema.nullish(),
  ts_ms: z.number().nullish(),
  source: sourceSchema,
  /** Debezium's place of the row among all rows of the transaction, from 1, given provide.transaction.metadata. */
  transaction: z.looseObject({ total_order: z.number().int().positive() }).nullish(),
});

/** Key column values of one row, in key order, each as text. */
const keySchema = z.array(z.string());

/**
 * What a snapshot says after each chunk: these are all rows with keyFrom < key <= keyTo (null is open: the first chunk starts and the last
 * one ends so, and each chunk starts where the one before ended). What is older than the marker in that range is gone, unless the chunk has
 * it: a chunk's rows and its marker are one message, so that nobody sees the range empty in between. `where` narrows the range to rows with
 * these column values.
 */
export const snapshotMarkerSchema = z.looseObject({
  op: z.literal('s'),
  source: sourceSchema,
  keyColumns: z.array(z.string()).min(1),
  keyFrom: keySchema.nullable(),
  keyTo: keySchema.nullable(),
  keys: z.array(keySchema),
  where: z.record(z.string(), z.string()).nullish(),
});

export const envelopeSchema = z.discriminatedUnion('op', [rowChangeSchema, snapshotMarkerSchema]);

export type Source = z.infer<typeof sourceSchema>;
export type RowImage = z.infer<typeof rowImageSchema>;
export type RowChange = z.infer<typeof rowChangeSchema>;
export type SnapshotMarker = z.infer<typeof snapshotMarkerSchema>;
export type Envelope = RowChange | SnapshotMarker;

/** `row` of snapshot rows and markers: after every row of the transaction they stand on, before the next transaction. */
export const SNAPSHOT_ROW = 9_999_999_999;
