import { setTimeout as wait } from 'node:timers/promises';
import type { EventRow, MatchRow, SquadRow } from '@fanfold/game/match';
import type { Committer, Outcome, Turn } from '@fanfold/kit/commit-queue';
import type { Effect } from '@fanfold/kit/effect';
import { KitError } from '@fanfold/kit/errors';
import { applyFloors } from '@fanfold/kit/floor-store';
import { logCommit, logRebuild } from '@fanfold/kit/log';
import { STATE_ALARM_BYTES } from '@fanfold/kit/match-store';
import type { Publish } from '@fanfold/kit/outbox';
import { strongest } from '@fanfold/kit/row-set';
import { Timestamp } from 'firebase-admin/firestore';
import { pinSettlement } from '../settlement/pin.ts';
import { ContestScorer, blockDocuments } from './contest-scorer.ts';
import type { MatchFacts } from './contest-view.ts';
import type { Tell } from './crossing-news.ts';
import { type Documents, type FantasyStore, SERVICE } from './fantasy-store.ts';
import type { ScorerItem } from './items.ts';
import { type ContestState, FOLD_VERSION, type FantasyState, NO_CONTEST_STATE } from './state.ts';

export interface MatchScorerOptions {
  store: FantasyStore;
  publish: Publish;
  tell: Tell;
  now: () => Date;
  /** After a commit that holds nothing but entries: a rush before the lock must not keep the first ball, which another instance has, from its commit. */
  entryRestMs: number;
}

/** A match as this instance last committed or read it. */
interface Held {
  state: FantasyState;
  contests: Map<string, ContestScorer>;
  owesEffects: boolean;
}

/** Blocks that one commit may change: with the longest names they are 350 KB each, and Firestore takes 10 MiB. */
const BLOCKS_PER_COMMIT = 25;

type EntryItem = Extract<ScorerItem, { kind: 'entry' }>;

/** Commits the rows, entries and scores of one match: all contests on it, one fence. */
export class MatchScorer implements Committer<ScorerItem> {
  readonly #matchId: string;
  readonly #options: MatchScorerOptions;
  #held: Held | undefined;
  /** What is held may be behind Firestore. */
  #isStale = false;
  /** The time of the commit that is prepared: the lock falls in all its documents or in none. */
  #now = new Date(0);

  constructor(matchId: string, options: MatchScorerOptions) {
    this.#matchId = matchId;
    this.#options = options;
  }

  forget(): void {
    this.#isStale = true;
  }

  /** Thousands of changed teams do not fit into one commit: then it takes several, each of them whole. */
  async commit(turn: Turn<ScorerItem>): Promise<Outcome> {
    const entries: EntryItem[] = [];
    let hasRows = false;
    const watched: Turn<ScorerItem> = {
      take: () => {
        const items = turn.take();
        hasRows ||= items.some(({ kind }) => kind === 'rows');
        return items;
      },
      companyCame: () => turn.companyCame(),
    };
    let committed = await this.#commitOnce(watched, entries);
    while (entries.length > 0) {
      if (!hasRows) await wait(this.#options.entryRestMs);
      committed = (await this.#commitOnce(watched, entries)) || committed;
    }
    const { contests, state } = await this.#current();
    const { store, tell, entryRestMs } = this.#options;
    const told = [...contests.values()].map((contest) => contest.tellCrossings(store, tell, this.#matchId, state.rev));
    const after = Promise.all(told).then(() => undefined);
    return { committed, restMs: committed && !hasRows ? entryRestMs : 0, after };
  }

  /**
   * Rows and entries are applied in place; whoever fails after that rolls back and reads what others have committed.
   *
   * @param entries taken and not applied yet; those that do not fit are left in it
   */
  async #commitOnce(turn: Turn<ScorerItem>, entries: EntryItem[]): Promise<boolean> {
    const started = performance.now();
    this.#now = this.#options.now();
    let reads = this.#held && !this.#isStale ? 0 : 1;
    let held = await this.#current();
    await this.#publishOwed(held);
    let messages = 0;
    let changed = false;
    do {
      const items = turn.take();
      messages += items.length;
      entries.push(...items.filter((item) => item.kind === 'entry'));
      // A contest may have been opened on the match since it was read.
      if (reads === 0 && entries.some(({ contestId }) => !held.contests.has(contestId))) {
        this.#isStale = true;
        reads++;
        held = await this.#current();
      }
      if (this.#apply(held, items)) changed = true;
      if (this.#enter(held, entries)) changed = true;
      this.#project(held);
    } while (changed && entries.length === 0 && !this.#isUrgent(held) && (await turn.companyCame()));

    const isNew = held.state.rev === 0;
    const obsolete = held.state.foldVersion < FOLD_VERSION;
    if (!changed && !this.#isUrgent(held) && !obsolete && !isNew) return false;
    const { contests, documents, outbox } = this.#prepare(held, obsolete);
    const seq = this.#facts(held)?.events.length ?? 0;
    const done = await this.#options.store.commit(this.#matchId, held.state, { seq, contests, outbox, documents });
    held.state = done.state;
    held.owesEffects = outbox.length > 0;
    for (const [id, contest] of held.contests) contest.accept(contests[id] as ContestState);
    logCommit({
      service: SERVICE,
      match: this.#matchId,
      rev: done.state.rev,
      seq,
      messages,
      writes: done.writes,
      reads,
      bytes: done.bytes,
      ms: Math.round(performance.now() - started),
      alarm: done.bytes > STATE_ALARM_BYTES,
    });
    await this.#publishOwed(held);
    if (isNew) await this.#lookAgain();
    return true;
  }

  /** A snapshot may have passed between our reading and our first commit, and not have known of this match. */
  async #lookAgain(): Promise<void> {
    this.forget();
    await this.#commitOnce({ take: () => [], companyCame: () => Promise.resolve(false) }, []);
  }

  /** What is held, read anew as far as others have changed it. */
  async #current(): Promise<Held> {
    if (this.#held && !this.#isStale) return this.#held;
    const { store } = this.#options;
    const started = performance.now();
    const isCold = !this.#held;
    const state = await store.load(this.#matchId);
    const contests = new Map<string, ContestScorer>();
    for (const id of new Set([this.#matchId, ...Object.keys(state.contests)])) {
      const known = this.#held?.contests.get(id);
      const contestState = state.contests[id] ?? NO_CONTEST_STATE;
      if (known) await known.refresh(store, contestState);
      contests.set(id, known ?? (await ContestScorer.open(store, id, contestState)));
    }
    const held: Held = { state, contests, owesEffects: state.outbox.length > 0 };
    if (state.rev > 0 && state.foldVersion === FOLD_VERSION) {
      const facts = this.#facts(held);
      for (const contest of contests.values()) {
        const { terms, shown } = contest.state;
        contest.project(facts, contest.state);
        if (shown === terms) contest.assumeWritten();
        await contest.takeStock(store);
      }
    }
    this.#held = held;
    this.#isStale = false;
    if (isCold) {
      const entries = [...contests.values()].reduce((sum, { engine }) => sum + engine.roster.count, 0);
      logRebuild(SERVICE, this.#matchId, entries, Math.round(performance.now() - started));
    }
    return held;
  }

  /** @returns whether anything changed that must be kept */
  #apply({ state }: Held, items: readonly ScorerItem[]): boolean {
    const writes = items.flatMap((item) => (item.kind === 'rows' ? [item.writes] : []));
    const applied = strongest(applyFloors(state.rows, state.floors), state.rows.applyAll(writes));
    state.floors = {};
    // Whoever has set terms has raised the fence: a commit fails here if they are not held yet.
    return applied !== 'stale' || items.some(({ kind }) => kind === 'terms');
  }

  /** Takes in entries as far as one commit can hold what they change, and removes them from the list. */
  #enter({ contests }: Held, entries: EntryItem[]): boolean {
    const blocks = () => [...contests.values()].reduce((sum, { changedBlockCount }) => sum + changedBlockCount, 0);
    let changed = false;
    let taken = 0;
    for (const { contestId, entry } of entries) {
      if (blocks() >= BLOCKS_PER_COMMIT) break;
      const contest = contests.get(contestId);
      if (!contest) throw new KitError('unknownContest', `${contestId}, on ${this.#matchId}`);
      if (contest.add(entry)) changed = true;
      taken++;
    }
    entries.splice(0, taken);
    return changed;
  }

  #project(held: Held): void {
    const facts = this.#facts(held);
    for (const contest of held.contests.values()) contest.project(facts, this.#withLock(held, contest.state));
  }

  #isUrgent({ contests }: Held): boolean {
    return [...contests.values()].some(({ urgent }) => urgent);
  }

  /** The lock falls at the start, or with the first event if that is earlier; an event that was taken back has been one. */
  #withLock(held: Held, state: ContestState): ContestState {
    const match = this.#facts(held)?.match;
    if (state.lockedAt || !match) return state;
    const now = this.#now;
    const begun = held.state.rows.table('match_events').entries.size > 0 || now.toISOString() >= match.startsAt;
    return begun ? { ...state, lockedAt: Timestamp.fromDate(now) } : state;
  }

  #facts({ state: { rows } }: Held): MatchFacts | null {
    const match = rows.table('matches').live<MatchRow>()[0];
    if (!match) return null;
    return {
      match,
      squads: rows.table('squads').live<SquadRow>(),
      events: rows.table('match_events').live<EventRow>(),
    };
  }

  /** Everything the commit writes. */
  #prepare(
    held: Held,
    all: boolean,
  ): { contests: Record<string, ContestState>; documents: Documents; outbox: Effect[] } {
    const rev = held.state.rev + 1;
    const contests: Record<string, ContestState> = {};
    const documents: Documents = new Map();
    const outbox: Effect[] = [];
    for (const [id, contest] of held.contests) {
      const state = structuredState(this.#withLock(held, contest.state));
      const settlement = contest.view && pinSettlement(id, contest.view, contest.engine, state, rev);
      if (settlement) {
        Object.assign(state, { settlement: settlement.n, basis: settlement.basis });
        documents.set(settlement.path, settlement.document);
        outbox.push(settlement.effect);
        contest.project(this.#facts(held), state);
      }
      if (contest.judgeCrossings()) state.crossed = rev;
      for (const { path, content, kind, number } of blockDocuments(id, contest.changedBlocks())) {
        documents.set(path, content);
        state[kind][number] = rev;
      }
      for (const [path, content] of contest.changedDocuments(all)) documents.set(path, content);
      state.entries = contest.engine.roster.count;
      state.revisions = contest.engine.roster.revisionSum;
      if (contest.view) state.shown = state.terms;
      contests[id] = state;
    }
    return { contests, documents, outbox };
  }

  async #publishOwed(held: Held): Promise<void> {
    if (!held.owesEffects) return;
    await this.#options.publish(held.state.outbox);
    held.owesEffects = false;
  }
}

function structuredState(state: ContestState): ContestState {
  return { ...state, entryBlocks: [...state.entryBlocks], powerUpBlocks: [...state.powerUpBlocks] };
}
