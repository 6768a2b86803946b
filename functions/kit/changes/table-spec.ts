import type { z } from 'zod';
import type { RowImage } from './envelope.ts';
import type { Row } from './row-set.ts';

/** How one table of the stats database is read: which match a row belongs to, what identifies it, what a fold sees of it. */
export interface TableSpec {
  table: string;
  /** Primary key, in key order. */
  keyColumns: readonly string[];
  /** Column with the id of the match. */
  scopeColumn: string;
  /** From the columns of MySQL to the row the folds read. Columns it does not name are not kept. */
  row: z.ZodType<Row>;
}

const KEY_SEPARATOR = '\u0000';

/** Key columns as one text. Sorts like the tuple does in MySQL, given an ascii_bin collation. */
export function joinKey(values: readonly string[]): string {
  return values.join(KEY_SEPARATOR);
}

/** Where a row image belongs. Undefined when a column it takes is missing. */
export function locateRow(spec: TableSpec, image: RowImage): { matchId: string; key: string } | undefined {
  const values = [spec.scopeColumn, ...spec.keyColumns].map((column) => image[column]);
  if (!values.every((value) => typeof value === 'string' || typeof value === 'number')) return undefined;
  const [matchId = '', ...key] = values.map(String);
  return isDocumentId(matchId) ? { matchId, key: joinKey(key) } : undefined;
}

/** https://firebase.google.com/docs/firestore/quotas#collections_documents_and_fields */
function isDocumentId(text: string): boolean {
  return text !== '' && text !== '.' && text !== '..' && !/\/|^__.*__$/.test(text) && Buffer.byteLength(text) <= 1500;
}
