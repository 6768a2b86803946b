import { isDeepStrictEqual } from 'node:util';
import { type BoardPeriod, periodOf } from '@fanfold/game/boards';
import type { Batch, Committer, Outcome } from '@fanfold/kit/commit';
import { openDocuments } from './board-documents.ts';
import { type BoardFan, type BoardProfile, entryOf, shownOf } from './board-fan.ts';
import { type BoardStore, type Directory, MissingJournalError, type StoredDirectory } from './board-store.ts';
import { BoardTable } from './board-table.ts';
import type { Board } from './board.ts';
import { Closing, bytesOf } from './closing.ts';
import { logBoardsCommit, logBoardsLoaded } from './log.ts';
import { erasedAmong } from './erase-from-boards.ts';
import { boardGrants, prizesOf } from './prizes.ts';
import { ShownFans } from './shown-fans.ts';

/** A state of `fans/{uid}`. */
export interface FanItem {
  uid: string;
  /** Null: it is deleted. */
  profile: BoardProfile | null;
  /** Microseconds of its last update. */
  version: number;
}

export interface BoardCommitterOptions {
  store: BoardStore;
  /** Periods that count at an instant. */
  periodsAt: (now: number) => BoardPeriod[];
  now: () => Date;
}

/** Of the 10 MiB that a commit may have. */
const COMMIT_BYTES = 5_000_000;

/** Fans in one commit: a journal of some 250 KB. */
const FANS = 5_000;

/** Memory of a fan, about, in bytes. */
const BYTES_PER_FAN = 400;

/** What is in memory, and the directory that it is known to agree with. */
interface Known {
  table: BoardTable;
  directory: StoredDirectory;
}

/**
 * Counts fans into all boards, and commits what has changed. Of instances that run at once each knows all fans: one that meets another's commit takes
 * in what that one has, and goes on.
 */
export class BoardCommitter implements Committer<FanItem | null> {
  readonly #options: BoardCommitterOptions;
  readonly #shown: ShownFans;
  readonly #closing = new Closing();
  #known: Known | undefined;
  #isCurrent = false;
  /** Fans in the table whom no commit is known to hold, by uid. */
  readonly #pending = new Map<string, BoardFan>();

  constructor(options: BoardCommitterOptions) {
    this.#options = options;
    this.#shown = new ShownFans(options.store.db);
  }

  get bytes(): number {
    return (this.#known?.table.size ?? 0) * BYTES_PER_FAN;
  }

  invalidate(): void {
    this.#isCurrent = false;
  }

  split(item: FanItem | null): readonly (FanItem | null)[] {
    return [item];
  }

  blameState(): Promise<null> {
    return Promise.resolve(null);
  }

  /** What boards hold has been in Firestore before: no fan is ever to blame. */
  reject(): Promise<boolean> {
    return Promise.resolve(false);
  }

  /** All that waits, and every board that differs by it, in as many commits as that takes. Null asks for what is due. */
  async commit(batch: Batch<FanItem | null>): Promise<Outcome> {
    const known = await this.#current();
    const { at, open } = this.#time(known.directory);
    for (const { id } of open) known.table.open(id);
    this.#take(batch.take(), open, known.table);
    let committed = false;
    while (await this.#commitSome(known, open, at)) committed = true;
    return { committed };
  }

  /**
   * What counts now. Clocks, and rules, of two instances differ: time goes on from the latest commit, a period that counts closes when it was said to, and
   * one that is closed stays so.
   */
  #time({ at: last, periods, closing, closed }: Directory): { at: number; open: BoardPeriod[] } {
    const at = Math.max(this.#options.now().getTime(), last);
    const ruled = this.#options.periodsAt(at);
    const known = periods.map(({ id, closesAt }) => ruled.find((each) => each.id === id) ?? periodOf(id, closesAt));
    const ids = new Set([...periods.map(({ id }) => id), ...closing, ...closed]);
    const open = [...known, ...ruled.filter(({ id }) => !ids.has(id))];
    return { at, open: open.filter(({ closesAt }) => closesAt === null || closesAt > at) };
  }

  #take(items: readonly (FanItem | null)[], open: readonly BoardPeriod[], table: BoardTable): void {
    for (const { uid, profile, version } of items.filter((item) => item !== null)) {
      const fan = { uid, version, entry: entryOf(profile, open) };
      if (!table.put(fan)) continue;
      this.#pending.set(uid, fan);
      if (this.#shown.put(uid, shownOf(profile))) table.renamed(uid);
    }
  }

  /** @returns false: there is nothing to commit */
  async #commitSome(known: Known, open: readonly BoardPeriod[], at: number): Promise<boolean> {
    const { table, directory: before } = known;
    const periods = open.map(({ id, closesAt }) => ({ id, closesAt }));
    const ended = before.periods.map(({ id }) => id).filter((id) => !open.some((period) => period.id === id));
    await this.#takeErased(table, [...before.closing, ...ended]);
    const step = this.#closing.next(table, before, ended, COMMIT_BYTES, at);
    const documents = new Map(step.documents);
    const boards = await this.#openBoards(table, open, at, documents);
    const fans = [...this.#pending.values()].slice(0, FANS);
    const isNothing = fans.length + documents.size + step.done.length === 0;
    if (isNothing && isDeepStrictEqual(periods, before.periods)) return false;
    const { block, blocks } = nextBlock(table, before);
    try {
      const closed = [...before.closed, ...ended.filter((id) => periodOf(id, null).kind === 'season')];
      const after = { at, periods, closing: [...step.left], closed, blocks };
      const startedMs = performance.now();
      const { directory, writes } = await this.#options.store.commit(before, after, { fans, block, documents });
      known.directory = directory;
      logBoardsCommit({ rev: directory.rev, fans: fans.length, writes, ms: Math.round(performance.now() - startedMs) });
    } catch (error) {
      if (block) table.keepBlock(block.number);
      throw error;
    }
    for (const fan of fans) this.#pending.delete(fan.uid);
    for (const board of boards) {
      board.isDirty = false;
      board.hasHeader = true;
    }
    this.#closing.committed(step, table);
    return true;
  }

  /** Adds documents of boards that differ from theirs, as many as fit. */
  async #openBoards(
    table: BoardTable,
    open: readonly BoardPeriod[],
    at: number,
    documents: Map<string, Record<string, unknown>>,
  ): Promise<Board[]> {
    const written: Board[] = [];
    for (const period of open) {
      for (const board of table.boardsIn(period.id).filter(({ isDirty }) => isDirty)) {
        if (bytesOf(documents) > COMMIT_BYTES) return written;
        await this.#shown.read(board.topUids);
        const all = openDocuments(board, period, this.#shown.fans, at);
        for (const [path, fields] of all) documents.set(path, fields);
        written.push(board);
      }
    }
    return written;
  }

  /** Fans who were erased are in no leaderboard that is closed, and win nothing: their deletion may come later. */
  async #takeErased(table: BoardTable, ended: readonly string[]): Promise<void> {
    const boards = ended.flatMap((period) => table.boardsIn(period));
    const winners = boards
      .filter(({ id }) => ended.includes(id))
      .flatMap((board) => boardGrants(board, table, prizesOf(board.id)).map(({ uid }) => uid));
    const uids = [...new Set([...boards.flatMap(({ topUids }) => topUids), ...winners])];
    for (const uid of await erasedAmong(this.#options.store.db, uids)) {
      const fan = { uid, version: 0, entry: null };
      if (table.put(fan)) this.#pending.set(uid, fan);
    }
  }

  /** What is in memory, brought to what stands in Firestore. @throws KitError stateUnreadable; NewerFormatError */
  async #current(): Promise<Known> {
    while (!this.#known || !this.#isCurrent) {
      const directory = await this.#options.store.directory();
      try {
        const startedMs = performance.now();
        const table = await this.#tableAt(directory);
        if (!this.#known) logBoardsLoaded({ fans: table.size, ms: Math.round(performance.now() - startedMs) });
        this.#known = { directory, table };
        this.#isCurrent = true;
      } catch (error) {
        if (!(error instanceof MissingJournalError)) throw error;
        this.#known = undefined;
      }
    }
    return this.#known;
  }

  /** @throws MissingJournalError when others have committed meanwhile */
  async #tableAt(directory: StoredDirectory): Promise<BoardTable> {
    const { journals, blocks, periods, closing } = directory;
    const known = this.#known;
    // What was committed since is in journals until all blocks have it.
    const isNear = known !== undefined && Math.min(...blocks) <= known.directory.rev;
    const table = isNear ? known.table : new BoardTable();
    const counting = [...periods.map(({ id }) => id), ...closing, ...this.#time(directory).open.map(({ id }) => id)];
    for (const period of counting) table.open(period);
    for (const period of table.periods) if (!counting.includes(period)) table.close(period);
    if (!isNear) {
      for await (const fans of this.#options.store.blocks(directory)) for (const fan of fans) table.put(fan);
      table.allStored();
    }
    const since = isNear ? known.directory.rev : 0;
    const wanted = journals.filter((journal) => journal > since);
    for await (const fans of this.#options.store.journals(wanted))
      for (const fan of fans) {
        table.put(fan);
        this.#shown.forget(fan.uid);
      }
    for (const fan of this.#pending.values()) table.put(fan);
    return table;
  }
}

/** The changed block that was written longest ago. Those that have not changed are as of this commit, too. */
function nextBlock(
  table: BoardTable,
  { rev, blocks }: StoredDirectory,
): { block: { number: number; fans: BoardFan[] } | null; blocks: number[] } {
  const changed = [...table.changedBlocks].sort((a, b) => (blocks[a] ?? 0) - (blocks[b] ?? 0));
  const number = changed[0];
  const block = number === undefined ? null : { number, fans: table.takeBlock(number) };
  const left = table.changedBlocks;
  return { block, blocks: blocks.map((written, at) => (left.has(at) ? written : rev + 1)) };
}
