import { createHash } from 'node:crypto';

/** One of so many shards, 256 at most: of a text always the same, and of many texts as many in each. */
export function shardOf(text: string, shards: number): number {
  return createHash('sha256').update(text).digest().readUInt8() % shards;
}
