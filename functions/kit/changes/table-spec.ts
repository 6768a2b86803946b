import { z } from 'zod';
import { DOCUMENT_ID } from '../calls/input.ts';
import { isWellFormed } from '../ops/storable.ts';
import type { RowImage } from './envelope.ts';
import type { Row } from './row-set.ts';

/**
 * What becomes of a snapshot's range that is not narrowed to one scope. `everyScope`: every scope there is meets it, once per snapshot.
 * `ignored`: the scopes are too many to visit them all, a million fans. What a snapshot finds gone is learnt of ranges that name their scope; TRUNCATE is
 * a dead letter.
 */
export type UnscopedRange = 'everyScope' | 'ignored';

/** How one table of the stats database is read: which scope a row belongs to, what identifies it, what a fold sees of it. */
export interface TableSpec {
  table: string;
  /** Primary key, in key order. */
  keyColumns: readonly string[];
  /** Column with the id of the scope: of the match, of the fan. */
  scopeColumn: string;
  unscopedRange: UnscopedRange;
  /** From the columns of MySQL to the row the folds read. Columns it does not name are not kept. */
  row: z.ZodType<Row>;
  /** Names of all fields that `row` gives. */
  fields: readonly string[];
}

/** By field of the row: the column it comes from, and what the column holds. */
export type Columns<R> = { readonly [F in keyof R]-?: readonly [column: string, schema: z.ZodType<R[F]>] };

/** A spec whose rows have exactly these fields. */
export function tableSpec<R extends Row>({
  columns,
  ...spec
}: Omit<TableSpec, 'row' | 'fields'> & { columns: Columns<R> }): TableSpec {
  const byField = Object.entries(columns) as [string, readonly [string, z.ZodType]][];
  const row = z
    .object(Object.fromEntries(byField.map(([, column]) => column)))
    .transform((image) => Object.fromEntries(byField.map(([field, [column]]) => [field, image[column]])));
  return { ...spec, row, fields: byField.map(([field]) => field) };
}

/** In bytes; MySQL's primary keys have no more. */
const MAX_KEY_BYTES = 3_072;

/** Whether values of key columns can be the key of a row. */
export function isKey(values: readonly string[]): boolean {
  const key = joinKey(values);
  return isWellFormed(key) && Buffer.byteLength(key) <= MAX_KEY_BYTES;
}

const KEY_SEPARATOR = '\u0000';

/** Key columns as one text. Sorts like the tuple does in MySQL, given an ascii_bin collation. */
export function joinKey(values: readonly string[]): string {
  return values.join(KEY_SEPARATOR);
}

/** Where a row image belongs. Undefined when a column it takes is missing. */
export function locateRow(spec: TableSpec, image: RowImage): { scope: string; key: string } | undefined {
  const values = [spec.scopeColumn, ...spec.keyColumns].map((column) => image[column]);
  if (!values.every((value) => typeof value === 'string' || typeof value === 'number')) return undefined;
  const [scope = '', ...key] = values.map(String);
  return isDocumentId(scope) && isKey(key) ? { scope, key: joinKey(key) } : undefined;
}

export function isDocumentId(text: string): boolean {
  return DOCUMENT_ID.test(text) && Buffer.byteLength(text) <= 1500;
}
