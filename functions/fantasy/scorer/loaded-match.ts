import type { EventRow, MatchRow, SquadRow } from '@fanfold/game/match';
import { type RowSet, strongest } from '@fanfold/kit/changes';
import type { FencedState } from '@fanfold/kit/commit';
import type { Effect } from '@fanfold/kit/messages';
import { NO_SALT } from '../settlement/draw.ts';
import { pinSettlement } from '../settlement/pin.ts';
import { ContestScorer, blockDocuments } from './contest-scorer.ts';
import type { MatchFacts } from './contest-view.ts';
import { UnknownContestError } from './errors.ts';
import type { Documents } from './documents.ts';
import type { FantasyStore } from './fantasy-store.ts';
import type { EntryItem, ScorerItem } from './items.ts';
import { nextLock } from './lock.ts';
import type { Salts } from './salts.ts';
import { type ContestState, type Contests, NO_CONTEST_STATE } from './state.ts';

/** Blocks that one commit may change: with the longest names they are 350 KB each, and Firestore takes 10 MiB. */
const BLOCKS_PER_COMMIT = 25;

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
    const contests = new Map<string, ContestScorer>();
    for (const id of new Set([state.scope, ...Object.keys(stored)])) {
      const known = before?.contests.get(id);
      // Names such as `constructor` are ids too.
      const contestState = (Object.hasOwn(stored, id) ? stored[id] : undefined) ?? NO_CONTEST_STATE;
      if (known) await known.refresh(store, contestState);
      contests.set(id, known ?? (await ContestScorer.open(store, id, contestState)));
    }
    const loaded = new LoadedMatch(state, contests, salts);
    if (state.isNew) return loaded;
    const facts = loaded.facts;
    for (const contest of contests.values()) {
      const { terms, shown } = contest.state;
      contest.project(facts, contest.state);
      if (shown === terms && !state.isObsolete) contest.assumeWritten();
      await contest.adoptUnpublished(store);
    }
    return loaded;
  }

  /** Something has changed that must not linger for more. */
  get isUrgent(): boolean {
    return [...this.contests.values()].some(({ urgent }) => urgent);
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

  /** Takes in entries as far as one commit can hold what they change, and removes them from the list. @returns whether any says something new */
  enter(entries: EntryItem[]): boolean {
    const blocks = () => [...this.contests.values()].reduce((sum, { changedBlockCount }) => sum + changedBlockCount, 0);
    let changed = false;
    let taken = 0;
    for (const { contestId, entry } of entries) {
      if (blocks() >= BLOCKS_PER_COMMIT) break;
      const contest = this.contests.get(contestId);
      if (!contest) throw new UnknownContestError(contestId, this.state.scope);
      if (contest.add(entry)) changed = true;
      taken++;
    }
    entries.splice(0, taken);
    return changed;
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
      const state = copyOf(this.#withLock(contest, facts));
      if (contest.view) state.reading = contest.view.reading;
      const settlement =
        contest.view && pinSettlement(id, contest.view, contest.engine, state, rev, state.lock.salt ?? NO_SALT);
      if (settlement) {
        Object.assign(state, { settlement: settlement.n, basis: settlement.basis });
        documents.set(settlement.path, settlement.document);
        effects.push(settlement.effect);
        contest.project(facts, state);
      }
      if (contest.judgeCrossings()) state.crossed = rev;
      for (const { path, content, kind, number } of blockDocuments(id, contest.changedBlocks())) {
        documents.set(path, content);
        state[kind][number] = rev;
      }
      for (const [path, content] of contest.changedDocuments(isObsolete)) documents.set(path, content);
      remove.push(...contest.removedDocuments());
      state.entries = contest.engine.roster.count;
      state.revisions = contest.engine.revisionSum;
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
    this.#salts.accept();
  }

  /** The state with the lock as it is at the time of the commit; without all rows it stays. */
  #withLock({ id, state }: ContestScorer, facts: MatchFacts | null): ContestState {
    return facts ? { ...state, lock: nextLock(facts, state, this.now, () => this.#salts.of(id)) } : state;
  }
}

function copyOf(state: ContestState): ContestState {
  return { ...state, entryBlocks: [...state.entryBlocks], powerUpBlocks: [...state.powerUpBlocks] };
}
