import {
  type Batch,
  type Committer,
  FencedState,
  type Outcome,
  memoryOf,
  rejectCulprits,
  rejectWrites,
} from '@fanfold/kit/commit';
import { type RowSet, isShared } from '@fanfold/kit/changes';
import type { Publish } from '@fanfold/kit/messages';
import { type InputFault, foldOrFault } from '@fanfold/kit/ops';
import type { PublishItems } from '@fanfold/kit/messages';
import type { FantasyStore } from './fantasy-store.ts';
import type { ScorerItem } from './items.ts';
import { LoadedMatch, PORTION_BYTES } from './loaded-match.ts';
import { logRebuild } from './log.ts';
import { Salts } from './salts.ts';
import type { Contests } from './state.ts';

export interface MatchScorerOptions {
  store: FantasyStore;
  publish: Publish;
  publishItems: PublishItems;
  now: () => Date;
  /** After commits of rows, how often entries are looked for that have been saved meanwhile, ms. */
  entriesEveryMs: number;
  /** Waits for room for the teams, which the directory counts before they are read. */
  fit: () => Promise<void>;
  /** Makes what nobody can guess; for tests that compare all documents, something else. */
  newSalt?: () => string;
}

/** Memory of an entry in bytes, with its team, its score, and the room that arrays have left when they have grown. */
const BYTES_PER_ENTRY = 250;

/** Commits the rows and scores of one match: all contests on it, one state. */
export class MatchScorer implements Committer<ScorerItem> {
  readonly #options: MatchScorerOptions;
  readonly #state: FencedState<Contests>;
  readonly #salts: Salts;
  #loaded: LoadedMatch | undefined;
  /** Entries that the first reading takes into memory. */
  #entriesToRead = 0;
  #entriesReadAt = -Infinity;

  constructor(matchId: string, options: MatchScorerOptions) {
    this.#options = options;
    this.#salts = new Salts(options.newSalt);
    this.#state = new FencedState(matchId, options.store, options.publish);
  }

  get bytes(): number {
    return memoryOf(this.#state) + Math.max(this.#loaded?.entryCount ?? 0, this.#entriesToRead) * BYTES_PER_ENTRY;
  }

  invalidate(): void {
    this.#state.invalidate();
  }

  split(item: ScorerItem): readonly ScorerItem[] {
    return item.kind === 'rows' ? item.writes.map((write) => ({ kind: 'rows', writes: [write] })) : [item];
  }

  async blameState(item: ScorerItem): Promise<ScorerItem | null> {
    if (item.kind !== 'rows') return null;
    const loaded = await this.#current();
    const { rows } = this.#state.stored;
    const hasContent = (some: RowSet) => foldOrFault(() => loaded.hasContent(some));
    const writes = await rejectCulprits(this.#options.store, rows, item.writes, hasContent);
    return writes && { kind: 'rows', writes };
  }

  async reject(item: ScorerItem, fault: InputFault): Promise<boolean> {
    if (item.kind === 'rows') await rejectWrites(this.#options.store, item.writes, fault);
    return item.kind === 'rows';
  }

  async commit(batch: Batch<ScorerItem>): Promise<Outcome> {
    const { committed, isAsked } = await this.#commitOnce(batch);
    const loaded = await this.#current();
    const isDue = committed && performance.now() - this.#entriesReadAt >= this.#options.entriesEveryMs;
    const followed =
      (isAsked || isDue || loaded.isFieldUnknown || !loaded.isWhole) && (await this.#commitEntries(batch));
    return { committed: committed || followed, after: this.#publish(await this.#current()) };
  }

  /** Takes over entries that have been saved, in portions, and commits what follows from them all. Rows that come meanwhile do not wait for that. */
  async #commitEntries(batch: Batch<ScorerItem>): Promise<boolean> {
    const { store } = this.#options;
    const loaded = await this.#current();
    let [committed, isAsked] = [false, true];
    while (isAsked) {
      isAsked = false;
      this.#entriesReadAt = performance.now();
      await loaded.followEntries(store);
      do {
        await loaded.takeEntries(store, PORTION_BYTES);
        const items = batch.take();
        if (items.length === 0 && !loaded.isWhole) continue;
        const outcome = await this.#commitOnce(batchOf(items));
        committed ||= outcome.committed;
        isAsked ||= outcome.isAsked;
      } while (!loaded.isWhole);
    }
    return committed;
  }

  /**
   * Commits what the batch gives, with the entries that are in memory. Rows are applied in place; should the commit fail, they are read again.
   *
   * @returns `isAsked`: something in the batch asks for the entries that have been saved
   */
  async #commitOnce(batch: Batch<ScorerItem>): Promise<{ committed: boolean; isAsked: boolean }> {
    const startedMs = performance.now();
    const wasRead = !this.#state.isCurrent;
    const loaded = await this.#current();
    loaded.now = this.#options.now();
    const { store } = this.#options;
    let [changed, isOwn, isAsked, messages] = [false, false, false, 0];
    do {
      const items = batch.take();
      messages += items.length;
      isOwn ||= items.some((item) => item.kind !== 'rows' || !item.writes.every(isShared));
      isAsked ||= items.some(({ kind }) => kind !== 'rows');
      const isRefold = items.some(({ kind }) => kind === 'refold');
      if (loaded.apply(items)) changed = true;
      foldOrFault(() => loaded.project());
      if (loaded.isToBeCounted || isRefold) {
        await loaded.followEntries(store);
        await loaded.takeEntries(store, Infinity);
        foldOrFault(() => loaded.project());
      }
      changed ||= loaded.hasNewEntries;
      if (isRefold) await loaded.checkWritten(store);
    } while (changed && loaded.isWhole && !loaded.isUrgent && (await batch.linger()));

    const { isNew, isObsolete } = this.#state;
    if (!changed && !loaded.isUrgent && !isObsolete && !(isNew && isOwn)) return { committed: false, isAsked };
    await this.#state.commit(
      foldOrFault(() => loaded.prepare()),
      { messages, wasRead, startedMs },
    );
    loaded.accept();
    if (isNew) {
      await this.#state.rereadTombstones();
      await this.#commitOnce(batchOf([]));
    }
    return { committed: true, isAsked };
  }

  /** What is in memory, read anew as far as others have changed it. */
  async #current(): Promise<LoadedMatch> {
    const startedMs = performance.now();
    const isCold = !this.#loaded;
    if (this.#loaded && this.#state.isCurrent) return this.#loaded;
    await this.#state.read();
    try {
      if (isCold) await this.#makeRoom();
      this.#loaded = await LoadedMatch.read(this.#options.store, this.#state, this.#loaded, this.#salts);
    } catch (error) {
      this.#state.invalidate();
      throw error;
    }
    if (isCold) {
      logRebuild(this.#state.scope, this.#loaded.entryCount, Math.round(performance.now() - startedMs));
    }
    return this.#loaded;
  }

  async #makeRoom(): Promise<void> {
    const { contests } = await this.#options.store.entries.directory(this.#state.scope);
    this.#entriesToRead = Object.values(contests).reduce((sum, { entries }) => sum + entries, 0);
    await this.#options.fit();
  }

  /** Effects, crossings and names of what is committed. */
  async #publish({ contests }: LoadedMatch): Promise<void> {
    const { store, publishItems } = this.#options;
    const { stored } = this.#state;
    const parts = [...contests.values()].flatMap((contest) => [
      contest.publishCrossings(store, publishItems, stored.rev),
      contest.nameBoard(store, stored.rev),
    ]);
    await Promise.all([this.#state.publishPending(), ...parts]);
  }
}

/** These items and no others. */
function batchOf(items: readonly ScorerItem[]): Batch<ScorerItem> {
  const left = [...items];
  return { take: () => left.splice(0), linger: () => Promise.resolve(false) };
}
