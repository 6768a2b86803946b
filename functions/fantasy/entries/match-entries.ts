import type { Batch, Committer, Outcome } from '@fanfold/kit/commit';
import { InputFault, foldOrFault, groupBy, keepDeadLetters } from '@fanfold/kit/ops';
import { hashOf } from '../engine/entry-index.ts';
import { toBytes } from '../engine/texts.ts';
import { SERVICE } from '../scorer/state.ts';
import { termsPath } from '../scorer/terms.ts';
import { blockFor } from './block-tree.ts';
import { type ContestEntries, NO_ENTRIES, entriesOf } from './directory.ts';
import { EntriesChange } from './entries-change.ts';
import type { EntryState } from './entry-record.ts';
import type { EntryStore, StoredDirectory } from './entry-store.ts';

/** What has become of an entry, as its document says. */
export interface EntryItem extends EntryState {
  contestId: string;
}

/** Of the 10 MiB that a commit may have; one more block is 200 KB at most. */
const COMMIT_BYTES = 5_000_000;

/** Memory of what a directory says of a block in bytes, about. */
const BYTES_PER_BLOCK = 100;

/** Commits the entries of one match's contests, apart from its rows. Nothing is kept in memory but the directory. */
export class MatchEntries implements Committer<EntryItem> {
  readonly #matchId: string;
  readonly #store: EntryStore;
  #directory: StoredDirectory | undefined;

  constructor(matchId: string, store: EntryStore) {
    this.#matchId = matchId;
    this.#store = store;
  }

  get bytes(): number {
    const contests = Object.values(this.#directory?.contests ?? {});
    return contests.reduce((sum, { blocks }) => sum + (10 + Object.keys(blocks).length) * BYTES_PER_BLOCK, 0);
  }

  invalidate(): void {
    this.#directory = undefined;
  }

  split(item: EntryItem): readonly EntryItem[] {
    return [item];
  }

  /** Of blocks, nothing but what is new can be at fault. */
  blameState(): Promise<null> {
    return Promise.resolve(null);
  }

  async reject({ contestId, id }: EntryItem, { code, message, cause }: InputFault): Promise<boolean> {
    const payload = `contests/${contestId}/entries/${id}`;
    const isStray = cause instanceof UnknownContestError;
    const letter = { code: isStray ? 'refusedItem' : code, message, table: null, payload } as const;
    await keepDeadLetters(this.#store.db, SERVICE, [letter]);
    return true;
  }

  /** Thousands of edits do not fit into one commit: then it takes several, each of them whole. */
  async commit(batch: Batch<EntryItem>): Promise<Outcome> {
    const waiting = newestOf(batch.take());
    let committed = false;
    while (waiting.size > 0) committed = (await this.#commitSome(waiting)) || committed;
    return { committed };
  }

  /** @param waiting items that are committed are taken out of it */
  async #commitSome(waiting: Map<string, EntryItem>): Promise<boolean> {
    const before = (this.#directory ??= await this.#store.directory(this.#matchId));
    const byContest = groupBy(waiting.values(), (item) => item.contestId);
    const contests = new Map<string, ContestEntries>();
    const found = new Map<string, ContestEntries>();
    for (const id of byContest.keys()) {
      const known = entriesOf(before, id);
      if (!known) found.set(id, await this.#find(id));
      contests.set(id, known ?? found.get(id) ?? NO_ENTRIES);
    }
    // Blocks that are found may be of later commits than a directory that is new.
    const change = new EntriesChange(1 + Math.max(before.rev, ...[...contests.values()].map(({ rev }) => rev)));
    for (const [id, contest] of found) if (contest.blocks.size > 0) change.adopt(id, contest);
    for (const [contestId, items] of byContest) {
      const contest = contests.get(contestId) ?? NO_ENTRIES;
      const groups = groupBy(items, ({ id }) => blockFor(hashOf(toBytes(id)), contest.blocks));
      for await (const [name, block] of this.#store.blocks(contestId, [...groups.keys()])) {
        const states = groups.get(name) ?? [];
        foldOrFault(() => change.take(contestId, contest, name, block, states));
        for (const item of states) waiting.delete(keyOf(item));
        if (change.bytes >= COMMIT_BYTES) break;
      }
      if (change.bytes >= COMMIT_BYTES) break;
    }
    if (change.isEmpty) return false;
    this.#directory = await this.#store.commit(this.#matchId, before, change.commit(before.contests));
    return true;
  }

  /**
   * A contest that the directory does not know: it is new, or the directory is. The match's own contest needs no registration; any other has terms.
   *
   * @throws InputFault when it is not a contest of this match
   */
  async #find(contestId: string): Promise<ContestEntries> {
    if (contestId !== this.#matchId) {
      const terms = await this.#store.db.doc(termsPath(contestId)).get();
      if (terms.get('matchId') !== this.#matchId)
        throw new InputFault('cannotFold', new UnknownContestError(contestId, this.#matchId));
    }
    return this.#store.find(contestId);
  }
}

/** An entry in a contest of another match, or of none, though its document is there: look who wrote `contests/{c}`. */
class UnknownContestError extends Error {
  constructor(contestId: string, matchId: string) {
    super(`unknownContest: ${contestId}, on ${matchId}`);
    this.name = 'UnknownContestError';
  }
}

function keyOf({ contestId, id }: EntryItem): string {
  return `${contestId}/${id}`;
}

/** Of each entry the highest revision, or that it is erased. */
function newestOf(items: readonly EntryItem[]): Map<string, EntryItem> {
  const newest = new Map<string, EntryItem>();
  for (const item of items) {
    const known = newest.get(keyOf(item));
    if (!known || !item.entry || (known.entry && known.entry.revision < item.entry.revision))
      newest.set(keyOf(item), item);
  }
  return newest;
}
