import { ROOT } from '../entries/block-tree.ts';

/** 256 shards at most, so that the list of those that have not ended stays short; of a million entries each has 4,000. */
const DEPTH = 8;

/** The shards of a contest with these blocks: branches of their tree, by name. Blocks above that depth are shards of their own. */
export function shardsOf(blocks: Iterable<string>): string[] {
  return [...new Set([...blocks].map((name) => name.slice(0, ROOT.length + DEPTH)))].sort();
}

/** Names of the blocks of one shard. */
export function blocksOfShard(blocks: Iterable<string>, shard: string): string[] {
  return [...blocks].filter((name) => name.startsWith(shard)).sort();
}
