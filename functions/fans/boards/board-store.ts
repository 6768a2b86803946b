import { KitError } from '@fanfold/kit/ops';
import type { DocumentSnapshot, Firestore, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { BoardFan } from './board-fan.ts';
import { BLOCKS } from './board-table.ts';
import { packFans, unpackFans } from './pack-fans.ts';

const FORMAT = 1;

/** Documents read at once; a block of a million fans has some 150 KB. */
const AT_ONCE = 50;

const directorySchema = z.object({
  formatVersion: z.literal(FORMAT),
  /** Commit counter. */
  rev: z.number(),
  /** The time of the latest commit, epoch ms: no later one is earlier. */
  at: z.number(),
  /** Periods that count, and when each closes, epoch ms; whatever rules a release has. */
  periods: z.array(z.object({ id: z.string(), closesAt: z.number().nullable() })),
  /** Periods that count no more, and of whose boards some are not closed yet. */
  closing: z.array(z.string()),
  /** Seasons that count no more: none begins anew. */
  closed: z.array(z.string()),
  /** The commit as of which each block was written last. */
  blocks: z.array(z.number()).length(BLOCKS),
  /** Commits whose fans are not yet in all blocks. */
  journals: z.array(z.number()),
});

/** Where all fans stand: in blocks, and in the journals of the commits since. Every commit updates it under its own precondition. */
export type Directory = z.infer<typeof directorySchema>;

/** A directory and the precondition of the next commit; null: create it. */
export interface StoredDirectory extends Directory {
  updateTime: Timestamp | null;
}

/** What one commit writes besides the directory. */
export interface BoardCommit {
  /** Fans that have changed. */
  fans: readonly BoardFan[];
  block: { number: number; fans: readonly BoardFan[] } | null;
  /** By path. */
  documents: ReadonlyMap<string, Record<string, unknown>>;
}

const STATE = 'boards/all/state';

/** Reads and writes what boards are counted from: the only place that knows its paths. */
export class BoardStore {
  readonly db: Firestore;

  constructor(db: Firestore) {
    this.db = db;
  }

  /** @throws KitError stateUnreadable */
  async directory(): Promise<StoredDirectory> {
    const snapshot = await this.db.doc(`${STATE}/directory`).get();
    if (!snapshot.exists) {
      const blocks = Array.from({ length: BLOCKS }, () => 0);
      return {
        formatVersion: FORMAT,
        rev: 0,
        at: 0,
        periods: [],
        closing: [],
        closed: [],
        blocks,
        journals: [],
        updateTime: null,
      };
    }
    const parsed = directorySchema.safeParse(snapshot.data());
    if (!parsed.success) throw new KitError('stateUnreadable', `${snapshot.ref.path}: ${parsed.error.message}`);
    return { ...parsed.data, updateTime: snapshot.updateTime ?? null };
  }

  /** Fans of all blocks that were ever written. @throws NewerFormatError */
  blocks({ blocks }: Directory): AsyncGenerator<BoardFan[]> {
    return this.#read(
      blocks.flatMap((rev, block) => (rev > 0 ? [blockPath(block)] : [])),
      false,
    );
  }

  /**
   * Fans of these commits, in their order.
   *
   * @throws MissingJournalError when others have put them into blocks meanwhile; NewerFormatError
   */
  journals(revs: readonly number[]): AsyncGenerator<BoardFan[]> {
    return this.#read(revs.map(journalPath), true);
  }

  /**
   * One commit, all or nothing, if nobody has committed since `before` was read.
   *
   * @returns what then stands in Firestore, and how many documents were written or deleted
   * @throws gRPC errors, see `isWriteConflict`
   */
  async commit(
    before: StoredDirectory,
    after: Pick<Directory, 'at' | 'periods' | 'closing' | 'closed' | 'blocks'>,
    { fans, block, documents }: BoardCommit,
  ): Promise<{ directory: StoredDirectory; writes: number }> {
    const rev = before.rev + 1;
    const all = fans.length > 0 ? [...before.journals, rev] : before.journals;
    const oldest = Math.min(...after.blocks);
    const journals = all.filter((journal) => journal > oldest);
    const directory: Directory = { formatVersion: FORMAT, rev, ...after, journals };
    const batch = this.db.batch();
    const reference = this.db.doc(`${STATE}/directory`);
    if (before.updateTime) batch.update(reference, { ...directory }, { lastUpdateTime: before.updateTime });
    else batch.create(reference, directory);
    if (journals.includes(rev)) batch.set(this.db.doc(journalPath(rev)), { fans: packFans(fans) });
    if (block) batch.set(this.db.doc(blockPath(block.number)), { fans: packFans(block.fans) });
    for (const journal of before.journals) if (journal <= oldest) batch.delete(this.db.doc(journalPath(journal)));
    for (const [path, fields] of documents) batch.set(this.db.doc(path), { ...fields, rev });
    const results = await batch.commit();
    return { directory: { ...directory, updateTime: results[0]?.writeTime ?? null }, writes: results.length };
  }

  async *#read(paths: readonly string[], mustBeThere: boolean): AsyncGenerator<BoardFan[]> {
    for (let from = 0; from < paths.length; from += AT_ONCE) {
      const snapshots = await this.db.getAll(...paths.slice(from, from + AT_ONCE).map((path) => this.db.doc(path)));
      for (const snapshot of snapshots) {
        if (snapshot.exists) yield fansOf(snapshot);
        else if (mustBeThere) throw new MissingJournalError(snapshot.ref.path);
      }
    }
  }
}

/** What it held is in the blocks by now: read them. */
export class MissingJournalError extends Error {
  constructor(path: string) {
    super(`${path} is not there`);
    this.name = 'MissingJournalError';
  }
}

function fansOf(snapshot: DocumentSnapshot): BoardFan[] {
  return unpackFans(snapshot.get('fans') as Uint8Array);
}

function blockPath(block: number): string {
  return `${STATE}/block-${block}`;
}

function journalPath(rev: number): string {
  return `${STATE}/journal-${rev}`;
}
