/**
 * Blocks of one contest are the leaves of a binary tree over the hashes of the entries' ids (extendible hashing; Fagin, Nievergelt, Pippenger and
 * Strong 1979). A block's name is its path: `r`, `r0`, `r01`. A block that is full becomes two, and no other one is touched.
 */
export const ROOT = 'r';

/** Name of the block that holds the entries with this hash. */
export function blockFor(hash: number, blocks: ReadonlyMap<string, unknown>): string {
  let name = ROOT;
  for (let depth = 0; depth <= 32; depth++) {
    if (blocks.has(name)) return name;
    name += bitOf(hash, depth);
  }
  // No block yet.
  return ROOT;
}

/** Which half of a block the hash belongs to, once the block becomes two. */
export function halfOf(hash: number, name: string): '0' | '1' {
  return bitOf(hash, name.length - ROOT.length);
}

/** Whether one of two blocks holds, or has held, entries of the other. */
export function overlaps(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}

function bitOf(hash: number, depth: number): '0' | '1' {
  return (hash >>> (31 - depth)) & 1 ? '1' : '0';
}
