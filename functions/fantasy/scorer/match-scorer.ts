import type { EventRow, MatchRow, SquadRow } from '@fanfold/game/match';
import { ACTIVITY_TOPIC, type Activity } from '@fanfold/kit/activity';
import type { Committer, Outcome, Turn } from '@fanfold/kit/commit-queue';
import type { Effect } from '@fanfold/kit/effect';
import { applyFloors } from '@fanfold/kit/floor-store';
import { logCommit, logRebuild } from '@fanfold/kit/log';
import { STATE_ALARM_BYTES } from '@fanfold/kit/match-store';
import type { Publish } from '@fanfold/kit/outbox';
import { strongest } from '@fanfold/kit/row-set';
import { Timestamp } from 'firebase-admin/firestore';
import { pinSettlement } from '../settlement/pin.ts';
import { ContestScorer, type Reached, blockDocuments, toldPath } from './contest-scorer.ts';
import type { MatchFacts } from './contest-view.ts';
import { type Documents, type FantasyStore, SERVICE } from './fantasy-store.ts';
import type { ScorerItem } from './items.ts';
import { type ContestState, FOLD_VERSION, type FantasyState, NO_CONTEST_STATE } from './state.ts';

export interface MatchScorerOptions {
  store: FantasyStore;
  publish: Publish;
  /** Publishes items to a topic, many a message. */
  tell: (topic: string, items: readonly Activity[]) => Promise<void>;
  now: () => Date;
}

/** A match as this instance last committed or read it. */
interface Held {
  state: FantasyState;
  contests: Map<string, ContestScorer>;
  owesEffects: boolean;
  /** Crossings that whoever committed them may not have told, by contest. */
  owed: Map<string, Reached>;
}

/** Firestore takes 10 MiB a commit; blocks beyond this go ahead of it, in commits of their own. */
const COMMIT_BYTES = 6_000_000;

/** Commits the rows, entries and scores of one match: all contests on it, one fence. */
export class MatchScorer implements Committer<ScorerItem> {
  readonly #matchId: string;
  readonly #options: MatchScorerOptions;
  #held: Held | undefined;
  /** What is held may be behind Firestore. */
  #isStale = false;

  constructor(matchId: string, options: MatchScorerOptions) {
    this.#matchId = matchId;
    this.#options = options;
  }

  forget(): void {
    this.#isStale = true;
  }

  /** Rows and entries are applied in place; whoever fails after that rolls back and reads what others have committed. */
  async commit(turn: Turn<ScorerItem>): Promise<Outcome> {
    const started = performance.now();
    const reads = this.#held && !this.#isStale ? 0 : 1;
    const held = await this.#current();
    await this.#publishOwed(held);
    const isNew = held.state.rev === 0;
    let messages = 0;
    let changed = false;
    do {
      const items = turn.take();
      messages += items.length;
      if (this.#apply(held, items)) changed = true;
      this.#project(held);
    } while (changed && !this.#isUrgent(held) && (await turn.companyCame()));

    const obsolete = held.state.foldVersion < FOLD_VERSION;
    const due = [...held.contests.values()].some(({ urgent }) => urgent);
    if (!changed && !due && !obsolete && !isNew) return { committed: false, after: this.#tellOwed(held) };

    await this.#commitBlocksAhead(held);
    const { contests, documents, outbox, crossings } = this.#prepare(held, obsolete);
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
    const after = this.#tell(held, [held.owed, crossings]);
    held.owed = new Map();
    if (isNew) await this.#lookAgain();
    return { committed: true, after };
  }

  /** A snapshot may have passed between our reading and our first commit, and not have known of this match. */
  async #lookAgain(): Promise<void> {
    this.forget();
    await this.commit({ take: () => [], companyCame: () => Promise.resolve(false) });
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
    const held: Held = { state, contests, owesEffects: state.outbox.length > 0, owed: new Map() };
    if (state.rev > 0 && state.foldVersion === FOLD_VERSION) {
      const facts = this.#facts(held);
      for (const [id, contest] of contests) {
        const { terms, shown } = contest.state;
        contest.project(facts, contest.state);
        if (shown === terms && contest.isWhole) contest.assumeWritten();
        held.owed.set(id, await contest.owedCrossings(store));
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
  #apply({ state, contests }: Held, items: readonly ScorerItem[]): boolean {
    const writes = items.flatMap((item) => (item.kind === 'rows' ? [item.writes] : []));
    const applied = strongest(applyFloors(state.rows, state.floors), state.rows.applyAll(writes));
    state.floors = {};
    // Whoever has set terms has raised the fence: a commit fails here if they are not held yet.
    let changed = items.some(({ kind }) => kind === 'terms');
    for (const item of items) {
      if (item.kind === 'entry' && contests.get(item.contestId)?.add(item.entry)) changed = true;
    }
    return applied !== 'stale' || changed;
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
    const now = this.#options.now();
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

  /** Everything the commit writes, and what has to be told after it. */
  #prepare(
    held: Held,
    all: boolean,
  ): {
    contests: Record<string, ContestState>;
    documents: Documents;
    outbox: Effect[];
    crossings: Map<string, Reached>;
  } {
    const rev = held.state.rev + 1;
    const contests: Record<string, ContestState> = {};
    const documents: Documents = new Map();
    const outbox: Effect[] = [];
    const crossings = new Map<string, Reached>();
    for (const [id, contest] of held.contests) {
      const state = structuredState(this.#withLock(held, contest.state));
      const settlement = contest.view && pinSettlement(id, contest.view, contest.engine, state, rev);
      if (settlement) {
        Object.assign(state, { settlement: settlement.n, basis: settlement.basis });
        documents.set(settlement.path, settlement.document);
        outbox.push(settlement.effect);
        contest.project(this.#facts(held), state);
      }
      const reached = contest.crossings();
      if (reached.crossings.length > 0) {
        crossings.set(id, reached);
        state.crossed = rev;
      }
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
    return { contests, documents, outbox, crossings };
  }

  /** Thousands of changed teams do not fit into one commit: all but the last few MB of their blocks go ahead, to the same effect. */
  async #commitBlocksAhead(held: Held): Promise<void> {
    for (const [id, contest] of held.contests) {
      const blocks = blockDocuments(id, contest.changedBlocks());
      let from = 0;
      let bytes = 0;
      for (const [at, { content }] of blocks.entries()) {
        bytes += bytesOf(content);
        if (bytes < COMMIT_BYTES) continue;
        const part = blocks.slice(from, at + 1);
        const state = structuredState(held.state.contests[id] ?? NO_CONTEST_STATE);
        for (const { kind, number } of part) state[kind][number] = held.state.rev + 1;
        const { state: next } = await this.#options.store.commit(this.#matchId, held.state, {
          seq: this.#facts(held)?.events.length ?? 0,
          contests: { ...held.state.contests, [id]: state },
          outbox: held.state.outbox,
          documents: new Map(part.map(({ path, content: block }) => [path, block])),
        });
        held.state = next;
        contest.blocksCommitted(state);
        [from, bytes] = [at + 1, 0];
      }
    }
  }

  async #publishOwed(held: Held): Promise<void> {
    if (!held.owesEffects) return;
    await this.#options.publish(held.state.outbox);
    held.owesEffects = false;
  }

  #tellOwed(held: Held): Promise<void> {
    const { owed } = held;
    held.owed = new Map();
    return this.#tell(held, [owed]);
  }

  /** In pages, while the next commits go on; what is not told before a crash, the next reader tells. */
  async #tell({ contests, state: { rev } }: Held, all: readonly ReadonlyMap<string, Reached>[]): Promise<void> {
    for (const [id, { roster, crossings }] of all.flatMap((each) => [...each])) {
      const contest = contests.get(id);
      for (let from = 0; contest && from < crossings.length; from += TOLD_AT_ONCE) {
        const activities = contest.activities(this.#matchId, roster, crossings.slice(from, from + TOLD_AT_ONCE));
        await this.#options.tell(ACTIVITY_TOPIC, activities);
      }
      if (crossings.length > 0) await this.#options.store.raise(toldPath(id), rev);
    }
  }
}

/** Activities that are made and published before the next ones. */
const TOLD_AT_ONCE = 5_000;

function structuredState(state: ContestState): ContestState {
  return { ...state, entryBlocks: [...state.entryBlocks], powerUpBlocks: [...state.powerUpBlocks] };
}

function bytesOf(block: object): number {
  return Object.values(block).reduce<number>(
    (sum, field) => sum + (field instanceof Uint8Array ? field.byteLength : 0),
    0,
  );
}
