import { setTimeout as wait } from 'node:timers/promises';
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
import { InputFault, keepDeadLetters } from '@fanfold/kit/ops';
import type { PublishItems } from './crossing-outbox.ts';
import { UnknownContestError } from './errors.ts';
import type { FantasyStore } from './fantasy-store.ts';
import type { EntryItem, ScorerItem } from './items.ts';
import { LoadedMatch } from './loaded-match.ts';
import { logRebuild } from './log.ts';
import { Salts } from './salts.ts';
import { type Contests, SERVICE } from './state.ts';

export interface MatchScorerOptions {
  store: FantasyStore;
  publish: Publish;
  publishItems: PublishItems;
  now: () => Date;
  /** After a commit that holds nothing but entries: a rush before the lock must not keep the first ball, which another instance has, from its commit. */
  entryRestMs: number;
  /** Waits for room for the teams, which the state counts before they are read. */
  fit: () => Promise<void>;
  /** Makes what nobody can guess; for tests that compare all documents, something else. */
  newSalt?: () => string;
}

/** Memory of an entry in bytes, with its team, its fan's name and its score: 250 MB for a million (npm run bench -- fantasy). */
const BYTES_PER_ENTRY = 250;

/** Nothing new: commits what is due anyhow. */
const NOTHING_NEW: Batch<ScorerItem> = { take: () => [], linger: () => Promise.resolve(false) };

/** Commits the rows, entries and scores of one match: all contests on it, one state. */
export class MatchScorer implements Committer<ScorerItem> {
  readonly #options: MatchScorerOptions;
  readonly #state: FencedState<Contests>;
  readonly #salts: Salts;
  #loaded: LoadedMatch | undefined;

  constructor(matchId: string, options: MatchScorerOptions) {
    this.#options = options;
    this.#salts = new Salts(options.newSalt);
    this.#state = new FencedState(matchId, options.store, options.publish);
  }

  get bytes(): number {
    const contests = this.#state.isRead ? Object.values(this.#state.stored.own.contests) : [];
    return memoryOf(this.#state) + contests.reduce((sum, { entries }) => sum + entries, 0) * BYTES_PER_ENTRY;
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
    const { store } = this.#options;
    const { code, message, cause } = fault;
    if (item.kind === 'rows') await rejectWrites(store, item.writes, fault);
    else if (item.kind === 'entry') {
      const payload = `contests/${item.contestId}/entries/${item.entry.id}`;
      const isStray = cause instanceof UnknownContestError;
      await keepDeadLetters(store.db, SERVICE, [
        { code: isStray ? 'refusedItem' : code, message, table: null, payload },
      ]);
    }
    return item.kind === 'rows' || item.kind === 'entry';
  }

  /** Thousands of changed teams do not fit into one commit: then it takes several, each of them whole. */
  async commit(batch: Batch<ScorerItem>): Promise<Outcome> {
    const entries: EntryItem[] = [];
    let hasRows = false;
    const watched: Batch<ScorerItem> = {
      take: () => {
        const items = batch.take();
        hasRows ||= items.some(({ kind }) => kind === 'rows');
        return items;
      },
      linger: () => batch.linger(),
    };
    let committed = await this.#commitOnce(watched, entries);
    while (entries.length > 0) {
      if (!hasRows) await wait(this.#options.entryRestMs);
      committed = (await this.#commitOnce(watched, entries)) || committed;
    }
    const restMs = committed && !hasRows ? this.#options.entryRestMs : 0;
    return { committed, restMs, after: this.#publish(await this.#current()) };
  }

  /**
   * Rows and entries are applied in place; a failure after that rolls back and reads what others have committed.
   *
   * @param entries taken and not applied yet; those that do not fit are left in it
   */
  async #commitOnce(batch: Batch<ScorerItem>, entries: EntryItem[]): Promise<boolean> {
    const startedMs = performance.now();
    const now = this.#options.now();
    let wasRead = !this.#state.isCurrent;
    let loaded = await this.#current();
    /** What this commit is made of so far: reading again drops it from memory. */
    const taken: ScorerItem[] = [];
    const entered: EntryItem[] = [];
    let changed = false;
    let isAsked = false;
    do {
      let items: readonly ScorerItem[] = batch.take();
      taken.push(...items);
      isAsked ||= items.some((item) => item.kind !== 'rows' || !item.writes.every(isShared));
      entries.push(...items.filter((item) => item.kind === 'entry'));
      // A contest may have been opened on the match since it was read.
      if (!wasRead && entries.some(({ contestId }) => !loaded.contests.has(contestId))) {
        this.#state.invalidate();
        wasRead = true;
        loaded = await this.#current();
        items = taken;
        entries.unshift(...entered.splice(0));
      }
      loaded.now = now;
      if (loaded.apply(items)) changed = true;
      const waiting = [...entries];
      if (foldOrFault(() => loaded.enter(entries))) changed = true;
      entered.push(...waiting.slice(0, waiting.length - entries.length));
      foldOrFault(() => loaded.project());
      if (items.some(({ kind }) => kind === 'refold')) await loaded.checkWritten(this.#options.store);
    } while (changed && entries.length === 0 && !loaded.isUrgent && (await batch.linger()));

    const { isNew, isObsolete } = this.#state;
    if (!changed && !loaded.isUrgent && !isObsolete && !(isNew && isAsked)) return false;
    await this.#state.commit(
      foldOrFault(() => loaded.prepare()),
      { messages: taken.length, wasRead, startedMs },
    );
    loaded.accept();
    if (!isNew) return true;
    await this.#state.rereadTombstones();
    await this.#commitOnce(NOTHING_NEW, []);
    return true;
  }

  /** What is in memory, read anew as far as others have changed it. */
  async #current(): Promise<LoadedMatch> {
    const startedMs = performance.now();
    const isCold = !this.#loaded;
    if (this.#loaded && this.#state.isCurrent) return this.#loaded;
    await this.#state.read();
    try {
      if (isCold) await this.#options.fit();
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

  /** Effects and crossings of what is committed. */
  async #publish({ contests }: LoadedMatch): Promise<void> {
    const { store, publishItems } = this.#options;
    const { scope, stored } = this.#state;
    const crossings = [...contests.values()].map((contest) =>
      contest.publishCrossings(store, publishItems, scope, stored.rev),
    );
    await Promise.all([this.#state.publishPending(), ...crossings]);
  }
}

/** @throws InputFault when the rules of the game throw, or a team is in a contest of another match */
function foldOrFault<T>(fold: () => T): T {
  try {
    return fold();
  } catch (cause) {
    throw new InputFault('cannotFold', cause);
  }
}
