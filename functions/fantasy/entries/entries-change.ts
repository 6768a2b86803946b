import { type EntryBlock, blockBytes } from './block.ts';
import { BlockContent, ENTRIES_PER_BLOCK } from './block-content.ts';
import type { ContestEntries, Directory } from './directory.ts';
import type { EntryState } from './entry-record.ts';
import { type EntriesCommit, blockPath } from './entry-store.ts';

/** What one commit makes of the entries of a match: blocks that change, and the directory that follows. */
export class EntriesChange {
  readonly #rev: number;
  readonly #contests = new Map<string, { entries: number; revisions: number; blocks: Map<string, number> }>();
  readonly #set = new Map<string, EntryBlock>();
  readonly #remove: string[] = [];
  /** Of all blocks, as they are packed. */
  bytes = 0;

  /** @param rev number of the commit */
  constructor(rev: number) {
    this.#rev = rev;
  }

  get isEmpty(): boolean {
    return this.#contests.size === 0;
  }

  /** A contest that the directory has lost, by its blocks: the commit names it again, also if no entry changes. */
  adopt(contestId: string, contest: ContestEntries): void {
    this.#contests.set(contestId, { ...contest, blocks: new Map(contest.blocks) });
  }

  /**
   * Takes entries into the block that is theirs, or out of it; those that it has already, or in a later state, change nothing.
   *
   * @param contest as it stands in Firestore
   * @param stored the block; null: it is not there yet
   * @throws RangeError when a block cannot hold such entries
   */
  take(
    contestId: string,
    contest: ContestEntries,
    name: string,
    stored: EntryBlock | null,
    states: readonly EntryState[],
  ): void {
    const content = stored ? BlockContent.of(stored) : BlockContent.empty();
    const before = { entries: content.size, revisions: content.revisions };
    const changed = states.filter(({ id, entry }) => (entry ? content.put(entry) : content.erase(id)));
    if (changed.length === 0) return;
    let change = this.#contests.get(contestId);
    if (!change) this.#contests.set(contestId, (change = { ...contest, blocks: new Map(contest.blocks) }));
    change.entries += content.size - before.entries;
    change.revisions += content.revisions - before.revisions;
    const leaves = leavesOf(name, content);
    if (leaves.length > 1 && change.blocks.delete(name)) this.#remove.push(blockPath(contestId, name));
    for (const [leaf, part] of leaves) {
      const block = part.pack(this.#rev);
      change.blocks.set(leaf, this.#rev);
      this.#set.set(blockPath(contestId, leaf), block);
      this.bytes += blockBytes(block);
    }
  }

  /** @param contests of the directory as it stands */
  commit(contests: Directory['contests']): EntriesCommit {
    const changed = [...this.#contests].map(([id, { entries, revisions, blocks }]) => {
      return [id, { rev: this.#rev, entries, revisions, blocks: Object.fromEntries(blocks) }] as const;
    });
    return {
      rev: this.#rev,
      contests: { ...contests, ...Object.fromEntries(changed) },
      set: this.#set,
      remove: this.#remove,
    };
  }
}

/** A block, or those that it becomes when it holds too much. */
function leavesOf(name: string, content: BlockContent): [string, BlockContent][] {
  if (content.registers <= ENTRIES_PER_BLOCK) return [[name, content]];
  return content.split(name).flatMap(([half, part]) => leavesOf(half, part));
}
