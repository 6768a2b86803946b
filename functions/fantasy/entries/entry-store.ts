import { InputFault, KitError, isRefusedForGood } from '@fanfold/kit/ops';
import type { DocumentReference, DocumentSnapshot, Firestore, Timestamp } from 'firebase-admin/firestore';
import { type EntryBlock, entryBlockSchema } from './block.ts';
import { BlockContent } from './block-content.ts';
import { type ContestEntries, DIRECTORY_FORMAT, type Directory, NO_ENTRIES, directorySchema } from './directory.ts';

/** Blocks read at once; each is some 15 KB, and 200 KB at most. */
const BLOCKS_AT_ONCE = 50;

/** A directory and the precondition of the next commit; null: create it. */
export interface StoredDirectory extends Directory {
  updateTime: Timestamp | null;
}

/** What one commit of entries writes. */
export interface EntriesCommit {
  /** Higher than that of the directory and of every block. */
  rev: number;
  contests: Directory['contests'];
  /** By path. */
  set: ReadonlyMap<string, EntryBlock>;
  remove: readonly string[];
}

/** Reads and writes the entries of contests as they are scored: the only place that knows their paths. */
export class EntryStore {
  readonly db: Firestore;

  constructor(db: Firestore) {
    this.db = db;
  }

  /** @throws KitError stateUnreadable */
  async directory(matchId: string): Promise<StoredDirectory> {
    const snapshot = await this.reference(matchId).get();
    if (!snapshot.exists) return { formatVersion: DIRECTORY_FORMAT, rev: 0, contests: {}, updateTime: null };
    const parsed = directorySchema.safeParse(snapshot.data());
    if (!parsed.success) throw new KitError('stateUnreadable', `${snapshot.ref.path}: ${parsed.error.message}`);
    return { ...parsed.data, updateTime: snapshot.updateTime ?? null };
  }

  /**
   * One commit: blocks and directory, all or nothing, if nobody has committed since `before` was read.
   *
   * @returns what then stands in Firestore
   * @throws gRPC errors (see `isWriteConflict`); InputFault when Firestore can never take it
   */
  async commit(
    matchId: string,
    before: StoredDirectory,
    { rev, contests, set, remove }: EntriesCommit,
  ): Promise<StoredDirectory> {
    const directory: Directory = { formatVersion: DIRECTORY_FORMAT, rev, contests };
    const reference = this.reference(matchId);
    const batch = this.db.batch();
    if (before.updateTime) batch.update(reference, { ...directory }, { lastUpdateTime: before.updateTime });
    else batch.create(reference, directory);
    for (const [path, block] of set) batch.set(this.db.doc(path), block);
    for (const path of remove) batch.delete(this.db.doc(path));
    try {
      const [result] = await batch.commit();
      return { ...directory, updateTime: result?.writeTime ?? null };
    } catch (error) {
      throw isRefusedForGood(error) ? new InputFault('cannotBeStored', error) : error;
    }
  }

  /**
   * Blocks of a contest, few at a time.
   *
   * @returns null in place of a block that is not there
   * @throws KitError stateUnreadable
   */
  async *blocks(contestId: string, names: readonly string[]): AsyncGenerator<[name: string, block: EntryBlock | null]> {
    const pages = Array.from({ length: Math.ceil(names.length / BLOCKS_AT_ONCE) }, (_, page) =>
      names.slice(page * BLOCKS_AT_ONCE, (page + 1) * BLOCKS_AT_ONCE),
    );
    const read = (page: readonly string[]) =>
      this.db.getAll(...page.map((name) => this.db.doc(blockPath(contestId, name))));
    // The next page is on its way while this one is taken in.
    let coming = pages[0] && read(pages[0]);
    for (const [index, page] of pages.entries()) {
      const snapshots = (await coming) ?? [];
      const next = pages[index + 1];
      coming = next && read(next);
      // Should nobody ask for more, nobody hears of it.
      coming?.catch(() => undefined);
      for (const [at, name] of page.entries()) yield [name, parsedBlock(snapshots[at] as DocumentSnapshot)];
    }
  }

  /** Ids of entries of a block whose fans are erased, as of now. @throws BlockSplitError; KitError stateUnreadable */
  async erased(contestId: string, name: string): Promise<readonly string[]> {
    for await (const [, block] of this.blocks(contestId, [name])) if (block) return block.erased;
    throw new BlockSplitError(contestId, name);
  }

  /**
   * Entries of a contest by the blocks that stand in Firestore, for a directory that does not know it.
   *
   * @throws KitError stateUnreadable
   */
  async find(contestId: string): Promise<ContestEntries> {
    const blocks = new Map<string, number>();
    const found = { ...NO_ENTRIES, blocks };
    for await (const [name, block] of this.blocks(contestId, await this.blockNames(contestId))) {
      if (!block) continue;
      const content = BlockContent.of(block);
      found.entries += content.size;
      found.revisions += content.revisions;
      found.rev = Math.max(found.rev, block.rev);
      blocks.set(name, block.rev);
    }
    return found;
  }

  /** Names of the blocks that stand in Firestore, whatever the directory says. */
  async blockNames(contestId: string): Promise<string[]> {
    const documents = await this.db.collection(`contests/${contestId}/state`).listDocuments();
    return documents.flatMap(({ id }) => (id.startsWith(PREFIX) ? [id.slice(PREFIX.length)] : []));
  }

  reference(matchId: string): DocumentReference {
    return this.db.doc(`matches/${matchId}/state/entries`);
  }
}

/** Since its name was read, a block has become two. */
export class BlockSplitError extends Error {
  constructor(contestId: string, name: string) {
    super(`contest ${contestId}: block ${name} has been split meanwhile`);
    this.name = 'BlockSplitError';
  }
}

const PREFIX = 'entries-';

export function blockPath(contestId: string, name: string): string {
  return `contests/${contestId}/state/${PREFIX}${name}`;
}

function parsedBlock(snapshot: DocumentSnapshot): EntryBlock | null {
  if (!snapshot.exists) return null;
  const parsed = entryBlockSchema.safeParse(snapshot.data());
  if (parsed.success) return parsed.data;
  throw new KitError('stateUnreadable', `${snapshot.ref.path}: ${parsed.error.message}`);
}
