import { createHash } from 'node:crypto';

/** The ordering key of rows with this value: one of `buckets` per topic, so that a hot topic has many lanes and a value only one. No topic has a slash. */
export function orderingKeyOf(topic: string, value: unknown, buckets: number): string {
  const digest = createHash('sha1')
    .update(JSON.stringify(value ?? null))
    .digest();
  return `${topic}/${String(digest.readUInt32BE() % buckets)}`;
}
