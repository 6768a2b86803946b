import { hashOf } from '../engine/entry-index.ts';
import { toBytes } from '../engine/texts.ts';
import type { EntryBlock } from '../entries/block.ts';
import { BlockContent, ENTRIES_PER_BLOCK } from '../entries/block-content.ts';
import { ROOT, halfOf } from '../entries/block-tree.ts';
import type { Directory } from '../entries/directory.ts';
import type { EntryRecord } from '../entries/entry-record.ts';

/**
 * Blocks as a commit of many entries would leave them, made block by block: a million entries as objects would take a gigabyte.
 *
 * @param recordOf makes an entry, of revision 1; called twice for each number
 */
export function packedBlocks(
  count: number,
  rev: number,
  recordOf: (number: number) => EntryRecord,
): { contest: Directory['contests'][string]; blocks: Map<string, EntryBlock> } {
  const blocks = new Map<string, EntryBlock>();
  const split = (name: string, numbers: readonly number[], hashes: Uint32Array) => {
    if (numbers.length <= ENTRIES_PER_BLOCK) {
      const content = BlockContent.empty();
      for (const number of numbers) content.put(recordOf(number));
      blocks.set(name, content.pack(rev));
      return;
    }
    for (const half of ['0', '1'])
      split(
        name + half,
        numbers.filter((number) => halfOf(hashes[number] ?? 0, name) === half),
        hashes,
      );
  };
  const numbers = Array.from({ length: count }, (_, number) => number);
  split(
    ROOT,
    numbers,
    Uint32Array.from(numbers, (number) => hashOf(toBytes(recordOf(number).id))),
  );
  const revs = Object.fromEntries([...blocks.keys()].map((name) => [name, rev]));
  return { contest: { rev, entries: count, revisions: count, blocks: revs }, blocks };
}
