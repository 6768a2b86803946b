import { createHash } from 'node:crypto';

/** The ordering key of rows with this value: one of `buckets` per table, so that a hot table has many lanes and a value only one. */
export function orderingKeyOf(table: string, value: unknown, buckets: number): string {
  const digest = createHash('sha1')
    .update(JSON.stringify(value ?? null))
    .digest();
  return `${table}.${String(digest.readUInt32BE() % buckets)}`;
}
