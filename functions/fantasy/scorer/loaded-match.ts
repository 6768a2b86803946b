import type { EventRow, MatchRow, SquadRow } from '@fanfold/game/match';
import { type RowSet, strongest } from '@fanfold/kit/changes';
import type { FencedState } from '@fanfold/kit/commit';
import type { Effect } from '@fanfold/kit/messages';
import { NO_SALT } from '../settlement/draw.ts';
import { pinSettlement } from '../settlement/pin.ts';
import { NO_ENTRIES, entriesOf, isFull } from '../entries/directory.ts';
import { ContestScorer } from './contest-scorer.ts';
import type { MatchFacts } from './contest-view.ts';
import type { Documents } from './documents.ts';
import { BlocksMoved } from './entries-reading.ts';
import type { FantasyStore } from './fantasy-store.ts';
import type { ScorerItem } from './items.ts';
import { nextLock } from './lock.ts';
import type { Salts } from './salts.ts';
import { type ContestState, type Contests, NO_CONTEST_STATE, contestStateOf } from './state.ts';

/** Blocks split once in hundreds of new entries, so that a reading is hardly ever overtaken twice. */
const READINGS = 5;

/** Entries that are taken over before the next ball gets its commit: blocks of some 50,000 teams, which takes a third of a second. */
export const PORTION_BYTES = 2_000_000;

/** What one commit writes. */
export interface Prepared {
  seq: number;
  own: Contests;
  rebuilding: boolean;
  effects: Effect[];
  set: Documents;
  remove: string[];
}

/** A match and its contests as this instance last read or committed them, and what it is making of them. */
export class LoadedMatch {
  readonly state: FencedState<Contests>;
  readonly contests: ReadonlyMap<string, ContestScorer>;
  /** The time of the commit that is prepared: the lock falls in all its documents or in none. */
  now = new Date(0);
  readonly #salts: Salts;
  /** The directory of the entries has room for no more, as it was last read. */
  #isFull = false;

  private constructor(state: FencedState<Contests>, contests: ReadonlyMap<string, ContestScorer>, salts: Salts) {
    this.state = state;
    this.#salts = salts;
    this.contests = contests;
  }

  /** Takes over a state that has just been read; of what was in memory before, no more than what others have changed. */
  static async read(
    store: FantasyStore,
    state: FencedState<Contests>,
    before: LoadedMatch | undefined,
    salts: Salts,
  ): Promise<LoadedMatch> {
    const stored = state.stored.own.contests;
    // Should a commit have gone through whose answer was lost, they are public.
    salts.forget();
    const contests = new Map<string, ContestScorer>();
    for (const id of new Set([state.scope, ...Object.keys(stored)])) {
      const known = before?.contests.get(id);
      const contestState = contestStateOf(stored, id) ?? NO_CONTEST_STATE;
      if (known) await known.refresh(store, contestState);
      contests.set(id, known ?? (await ContestScorer.open(store, id, contestState)));
    }
    const loaded = new LoadedMatch(state, contests, salts);
    await loaded.followEntries(store);
    await loaded.takeEntries(store, PORTION_BYTES);
    if (state.isNew) return loaded;
    const facts = loaded.facts;
    for (const contest of contests.values()) {
      const { terms, shown } = contest.state;
      contest.project(facts, contest.state);
      if (shown === terms && !state.isObsolete) contest.assumeWritten();
      // What the entries that are new reach is judged by the commit that takes them in, and all else with it.
      if (!contest.hasNewEntries && !contest.isBehind) await contest.adoptUnpublished(store);
    }
    return loaded;
  }

  /** Something has changed that must not linger for more. */
  get isUrgent(): boolean {
    return [...this.contests.values()].some(({ urgent }) => urgent);
  }

  /** See ContestScorer. */
  get isToBeCounted(): boolean {
    return [...this.contests.values()].some(({ isToBeCounted }) => isToBeCounted);
  }

  /** See ContestScorer. */
  get isFieldUnknown(): boolean {
    return [...this.contests.values()].some(({ isFieldUnknown }) => isFieldUnknown);
  }

  /** Whether all entries are in memory that the directory named when it was last read. */
  get isWhole(): boolean {
    return [...this.contests.values()].every(({ isWhole }) => isWhole);
  }

  /** Fans have saved teams or used power-ups that the documents do not stand on. */
  get hasNewEntries(): boolean {
    return [...this.contests.values()].some(({ hasNewEntries }) => hasNewEntries);
  }

  get entryCount(): number {
    return [...this.contests.values()].reduce((sum, { engine }) => sum + engine.roster.count, 0);
  }

  /** Null: the match is not announced, or its state is made anew and not all of its rows are here. */
  get facts(): MatchFacts | null {
    return this.#factsOf(this.state.stored.rows);
  }

  #factsOf(rows: RowSet): MatchFacts | null {
    const match = rows.table('matches').live<MatchRow>()[0];
    if (!match || (this.state.stored.rebuilding && !rows.isWhole)) return null;
    return {
      match,
      squads: rows.table('squads').live<SquadRow>(),
      events: rows.table('match_events').live<EventRow>(),
      isFull: this.#isFull,
      now: this.now,
    };
  }

  get #waitsForRows(): boolean {
    const { rebuilding, rows } = this.state.stored;
    return rebuilding && !rows.isWhole;
  }

  /** @returns whether anything changed that must be kept */
  apply(items: readonly ScorerItem[]): boolean {
    const { rows, rebuilding } = this.state.stored;
    const writes = items.flatMap((item) => (item.kind === 'rows' ? [item.writes] : []));
    const applied = strongest(this.state.reconcile(), rows.applyAll(writes));
    const isWholeAgain = rebuilding && rows.isWhole;
    // Setting terms raises the state's `rev`: a commit fails here if they are not held yet.
    return applied !== 'stale' || isWholeAgain || items.some(({ kind }) => kind === 'terms');
  }

  /**
   * Looks which entries have been committed since they were last read; `takeEntries` takes them over. A contest that the directory has lost is found by
   * its blocks, until the sweep has mended that.
   */
  async followEntries(store: FantasyStore): Promise<void> {
    const directory = await store.entries.directory(this.state.scope);
    this.#isFull = isFull(directory);
    for (const [id, contest] of this.contests) {
      const isLost = contest.state.entriesRev > 0 && !entriesOf(directory, id);
      contest.follow(isLost ? await store.entries.find(id) : (entriesOf(directory, id) ?? NO_ENTRIES));
    }
  }

  /** Takes over entries, so many bytes of them in all contests together; what is left the next call takes. */
  async takeEntries(store: FantasyStore, maxBytes: number): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        let bytes = 0;
        for (const contest of this.contests.values()) bytes += await contest.takeEntries(store, maxBytes - bytes);
        return;
      } catch (error) {
        // Between two readings another instance has split blocks: what it has made of them is in the directory by now.
        if (!(error instanceof BlocksMoved) || attempt === READINGS) throw error;
        await this.followEntries(store);
      }
    }
  }

  project(): void {
    this.#project(this.facts);
  }

  /** Whether there is anything to show of rows. What is projected is of them until `project` is called. Throws what the rules of the game throw. */
  hasContent(rows: RowSet): boolean {
    const facts = this.#factsOf(rows);
    this.#project(facts);
    return facts !== null;
  }

  #project(facts: MatchFacts | null): void {
    for (const contest of this.contests.values()) contest.project(facts, this.#withLock(contest, facts));
  }

  /** Looks at what really stands in Firestore, so that the next commit writes it anew if it is not what is projected. */
  async checkWritten(store: FantasyStore): Promise<void> {
    await Promise.all([...this.contests.values()].map((contest) => contest.checkWritten(store)));
  }

  /** Everything the next commit writes. */
  prepare(): Prepared {
    const { stored, isObsolete } = this.state;
    const rev = stored.rev + 1;
    const contests: Contests['contests'] = {};
    const documents: Documents = new Map();
    const remove: string[] = [];
    const effects: Effect[] = [];
    const facts = this.facts;
    for (const [id, contest] of this.contests) {
      const state = { ...this.#withLock(contest, facts) };
      const salt = state.lock.salt ?? NO_SALT;
      if (contest.view) state.reading = contest.view.reading;
      const settlement =
        contest.view && pinSettlement(id, contest.view, contest.engine, contest.entries, state, rev, salt);
      if (settlement) {
        Object.assign(state, { settlement: settlement.n, basis: settlement.basis });
        documents.set(settlement.path, settlement.document);
        effects.push(settlement.effect);
        contest.project(facts, state);
      }
      // Who leads when play begins is judged by a later commit, should this instance not live to do it.
      const hasBegun = state.lock.isFinal && !contest.state.lock.isFinal;
      if (contest.judgeCrossings() || hasBegun) state.crossed = rev;
      for (const [path, content] of contest.changedDocuments(isObsolete)) documents.set(path, content);
      remove.push(...contest.removedDocuments());
      if (!contest.isBehind) state.entriesRev = contest.entries.rev;
      if (contest.view) state.shown = state.terms;
      contests[id] = state;
    }
    return {
      seq: facts?.events.length ?? stored.seq,
      own: { contests },
      rebuilding: this.#waitsForRows,
      effects,
      set: documents,
      remove,
    };
  }

  /** The commit went through. */
  accept(): void {
    const { contests } = this.state.stored.own;
    for (const [id, contest] of this.contests) contest.accept(contests[id] as ContestState);
    this.#salts.forget();
  }

  /** The state with the lock as it is at the time of the commit; without all rows it stays. */
  #withLock({ id, state }: ContestScorer, facts: MatchFacts | null): ContestState {
    return facts ? { ...state, lock: nextLock(facts, state, this.now, () => this.#salts.of(id)) } : state;
  }
}
