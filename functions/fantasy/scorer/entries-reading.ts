import type { EntryBlock } from '../entries/block.ts';
import { type ContestEntries, NO_ENTRIES } from '../entries/directory.ts';
import type { EntryStore } from '../entries/entry-store.ts';

/** Another instance has split blocks since the directory was read. */
export class BlocksMoved extends Error {}

/** Reads the entries of one contest block by block, from those that are taken in to those that the directory names. */
export class EntriesReading {
  readonly #contestId: string;
  /** As the directory said when a reading was last through. Another one may be under way. */
  #taken: ContestEntries = NO_ENTRIES;
  /** As the directory says now. */
  #target: ContestEntries = NO_ENTRIES;
  /** Blocks that are still to be read for that. */
  #left: ReturnType<EntryStore['blocks']> | null = null;
  /** By name of each block that is taken in: the commit that wrote it. A reading that others have overtaken goes on from there. */
  readonly #blocks = new Map<string, number>();

  constructor(contestId: string) {
    this.#contestId = contestId;
  }

  get taken(): ContestEntries {
    return this.#taken;
  }

  /** Whether all blocks are taken in that the directory named when it was last read. */
  get isThrough(): boolean {
    return this.#taken.rev === this.#target.rev;
  }

  /** The directory has been read, and says this. */
  follow(target: ContestEntries): void {
    this.#target = target;
    this.#left = null;
  }

  /** Nothing is taken in any more. */
  restart(): void {
    this.#taken = NO_ENTRIES;
    this.#left = null;
    this.#blocks.clear();
  }

  /**
   * The next block that has changed; `take` says that it is in. Null: that was all, and the reading is through.
   *
   * @throws BlocksMoved: the directory must be read again
   */
  async next(store: EntryStore): Promise<{ name: string; block: EntryBlock } | null> {
    this.#left ??= store.blocks(this.#contestId, this.#changed());
    const { done, value } = await this.#left.next();
    if (done) {
      this.#taken = this.#target;
      for (const name of this.#blocks.keys()) if (!this.#taken.blocks.has(name)) this.#blocks.delete(name);
      return null;
    }
    const [name, block] = value;
    if (!block) throw new BlocksMoved(`${this.#contestId}: there is no block ${name}`);
    return { name, block };
  }

  take(name: string, rev: number): void {
    this.#blocks.set(name, rev);
  }

  #changed(): string[] {
    return [...this.#target.blocks].flatMap(([name, rev]) => ((this.#blocks.get(name) ?? 0) < rev ? [name] : []));
  }
}
