import type { EventRow, MatchRow, SquadRow } from '@fanfold/game/match';
import type { Effect } from '@fanfold/kit/messages';
import { KitError } from '@fanfold/kit/ops';
import { applyTombstones, strongest } from '@fanfold/kit/changes';
import { Timestamp } from 'firebase-admin/firestore';
import { pinSettlement } from '../settlement/pin.ts';
import { ContestScorer, blockDocuments } from './contest-scorer.ts';
import type { MatchFacts } from './contest-view.ts';
import type { Documents, FantasyStore } from './fantasy-store.ts';
import type { EntryItem, ScorerItem } from './items.ts';
import { type ContestState, FOLD_VERSION, type FantasyState, NO_CONTEST_STATE } from './state.ts';

/** Blocks that one commit may change: with the longest names they are 350 KB each, and Firestore takes 10 MiB. */
const BLOCKS_PER_COMMIT = 25;

/** What one commit writes beside the fence's own fields. */
export interface Prepared {
  contests: Record<string, ContestState>;
  documents: Documents;
  outbox: Effect[];
}

/** A match and its contests as this instance last read or committed them, and what it is making of them. */
export class HeldMatch {
  readonly #matchId: string;
  state: FantasyState;
  readonly contests: ReadonlyMap<string, ContestScorer>;
  /** Effects of `state.outbox` may not have been published yet. */
  owesEffects: boolean;
  /** The time of the commit that is prepared: the lock falls in all its documents or in none. */
  now = new Date(0);

  private constructor(matchId: string, state: FantasyState, contests: ReadonlyMap<string, ContestScorer>) {
    this.#matchId = matchId;
    this.state = state;
    this.contests = contests;
    this.owesEffects = state.outbox.length > 0;
  }

  /** Reads a match; of what was held before, no more than what others have changed. */
  static async read(store: FantasyStore, matchId: string, before: HeldMatch | undefined): Promise<HeldMatch> {
    const state = await store.load(matchId);
    const contests = new Map<string, ContestScorer>();
    for (const id of new Set([matchId, ...Object.keys(state.contests)])) {
      const known = before?.contests.get(id);
      const contestState = state.contests[id] ?? NO_CONTEST_STATE;
      if (known) await known.refresh(store, contestState);
      contests.set(id, known ?? (await ContestScorer.open(store, id, contestState)));
    }
    const held = new HeldMatch(matchId, state, contests);
    if (held.isNew) return held;
    const facts = held.facts;
    for (const contest of contests.values()) {
      const { terms, shown } = contest.state;
      contest.project(facts, contest.state);
      if (shown === terms && !held.isObsolete) contest.assumeWritten();
      await contest.takeStock(store);
    }
    return held;
  }

  get isNew(): boolean {
    return this.state.rev === 0;
  }

  /** An older release has written the documents. */
  get isObsolete(): boolean {
    return this.state.foldVersion < FOLD_VERSION;
  }

  /** Something has changed that must not wait for company. */
  get isUrgent(): boolean {
    return [...this.contests.values()].some(({ urgent }) => urgent);
  }

  get entryCount(): number {
    return [...this.contests.values()].reduce((sum, { engine }) => sum + engine.roster.count, 0);
  }

  get facts(): MatchFacts | null {
    const { rows } = this.state;
    const match = this.#match;
    if (!match) return null;
    return {
      match,
      squads: rows.table('squads').live<SquadRow>(),
      events: rows.table('match_events').live<EventRow>(),
    };
  }

  get #match(): MatchRow | undefined {
    return this.state.rows.table('matches').live<MatchRow>()[0];
  }

  /** @returns whether anything changed that must be kept */
  apply(items: readonly ScorerItem[]): boolean {
    const { rows, tombstones } = this.state;
    const writes = items.flatMap((item) => (item.kind === 'rows' ? [item.writes] : []));
    const applied = strongest(applyTombstones(rows, tombstones), rows.applyAll(writes));
    this.state.tombstones = {};
    // Whoever has set terms has raised the fence: a commit fails here if they are not held yet.
    return applied !== 'stale' || items.some(({ kind }) => kind === 'terms');
  }

  /** Takes in entries as far as one commit can hold what they change, and removes them from the list. @returns whether any says something new */
  enter(entries: EntryItem[]): boolean {
    const blocks = () => [...this.contests.values()].reduce((sum, { changedBlockCount }) => sum + changedBlockCount, 0);
    let changed = false;
    let taken = 0;
    for (const { contestId, entry } of entries) {
      if (blocks() >= BLOCKS_PER_COMMIT) break;
      const contest = this.contests.get(contestId);
      if (!contest) throw new KitError('unknownContest', `${contestId}, on ${this.#matchId}`);
      if (contest.add(entry)) changed = true;
      taken++;
    }
    entries.splice(0, taken);
    return changed;
  }

  project(): void {
    const facts = this.facts;
    for (const contest of this.contests.values()) contest.project(facts, this.#withLock(contest.state));
  }

  /** Looks at what really stands in Firestore, so that the next commit writes it anew if it is not what is projected. */
  async checkWritten(store: FantasyStore): Promise<void> {
    await Promise.all([...this.contests.values()].map((contest) => contest.checkWritten(store)));
  }

  /** Everything the next commit writes. */
  prepare(): Prepared {
    const rev = this.state.rev + 1;
    const contests: Prepared['contests'] = {};
    const documents: Documents = new Map();
    const outbox: Effect[] = [];
    for (const [id, contest] of this.contests) {
      const state = copyOf(this.#withLock(contest.state));
      const settlement = contest.view && pinSettlement(id, contest.view, contest.engine, state, rev);
      if (settlement) {
        Object.assign(state, { settlement: settlement.n, basis: settlement.basis });
        documents.set(settlement.path, settlement.document);
        outbox.push(settlement.effect);
        contest.project(this.facts, state);
      }
      if (contest.judgeCrossings()) state.crossed = rev;
      for (const { path, content, kind, number } of blockDocuments(id, contest.changedBlocks())) {
        documents.set(path, content);
        state[kind][number] = rev;
      }
      for (const [path, content] of contest.changedDocuments(this.isObsolete)) documents.set(path, content);
      state.entries = contest.engine.roster.count;
      state.revisions = contest.engine.revisionSum;
      if (contest.view) state.shown = state.terms;
      contests[id] = state;
    }
    return { contests, documents, outbox };
  }

  /** The commit went through. */
  accept(state: FantasyState): void {
    this.state = state;
    this.owesEffects = state.outbox.length > 0;
    for (const [id, contest] of this.contests) contest.accept(state.contests[id] as ContestState);
  }

  /** The lock falls at the start, or with the first event if that is earlier; an event that was taken back has been one. */
  #withLock(state: ContestState): ContestState {
    const match = this.#match;
    if (state.lockedAt || !match) return state;
    const begun = this.state.rows.table('match_events').entries.size > 0 || this.now.toISOString() >= match.startsAt;
    return begun ? { ...state, lockedAt: Timestamp.fromDate(this.now) } : state;
  }
}

function copyOf(state: ContestState): ContestState {
  return { ...state, entryBlocks: [...state.entryBlocks], powerUpBlocks: [...state.powerUpBlocks] };
}
