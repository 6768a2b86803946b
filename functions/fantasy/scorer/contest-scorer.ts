import { isDeepStrictEqual } from 'node:util';
import type { ContestTerms } from '@fanfold/game/fantasy';
import type { DocumentData } from 'firebase-admin/firestore';
import { BlocksDiffer, ContestEngine } from '../engine/contest-engine.ts';
import type { EntryRecord } from '../engine/roster.ts';
import { type ContestView, type MatchFacts, isUrgent, removedDocuments, viewContest } from './contest-view.ts';
import { CrossingOutbox, type PublishItems } from './crossing-outbox.ts';
import type { Documents } from './documents.ts';
import { type FantasyStore, entryBlockPath, powerUpBlockPath } from './fantasy-store.ts';
import { type ContestState, NO_CONTEST_STATE } from './state.ts';
import { defaultTerms, termsPath } from './terms.ts';

/** Documents that say nothing of how the match goes: those who watch or read them do not want every ball. */
const OF_THEIR_OWN: readonly string[] = ['', 'state/lock'];

/** One contest as this instance last committed or read it, and what it is about to become. */
export class ContestScorer {
  readonly id: string;
  /** Null: the default ones. */
  #terms: ContestTerms | null = null;
  #engine: ContestEngine;
  readonly #news: CrossingOutbox;
  /** As committed; the engine holds the blocks of these commits. */
  #state: ContestState;
  #written: ContestView | null = null;
  #next: ContestView | null = null;
  #entriesChanged = false;

  private constructor(id: string) {
    this.id = id;
    this.#news = new CrossingOutbox(id);
    this.#state = NO_CONTEST_STATE;
    this.#engine = new ContestEngine(this.#stride);
  }

  /** Reads a contest: its blocks, not its entries. */
  static async open(store: FantasyStore, id: string, state: ContestState): Promise<ContestScorer> {
    const scorer = new ContestScorer(id);
    await scorer.#readTerms(store, state);
    await scorer.refresh(store, state);
    return scorer;
  }

  get state(): ContestState {
    return this.#state;
  }

  get view(): ContestView | null {
    return this.#next;
  }

  get engine(): ContestEngine {
    return this.#engine;
  }

  get urgent(): boolean {
    return isUrgent(this.#written, this.#next);
  }

  /** Takes over what others have committed since: the terms and blocks that changed, or all of the blocks when they don't continue what is held. */
  async refresh(store: FantasyStore, state: ContestState): Promise<void> {
    this.#engine.rollback();
    this.#news.rollback(this.#engine.roster.count);
    if (state.terms !== this.#state.terms) await this.#readTerms(store, state);
    try {
      await this.#loadBlocks(store, state);
    } catch (error) {
      if (!(error instanceof BlocksDiffer)) throw error;
      this.#startAnew(state);
      await this.#loadBlocks(store, state);
    }
    this.#state = state;
    this.#written = null;
    this.#next = null;
    this.#entriesChanged = false;
  }

  /** @returns whether the entry says anything new */
  add(entry: EntryRecord): boolean {
    const changed = this.#engine.add(entry);
    this.#entriesChanged ||= changed;
    return changed;
  }

  /** Computes what the documents should be; `state` may know more than what is committed, e.g. that the lock has fallen. */
  project(facts: MatchFacts | null, state: ContestState): void {
    const before = this.#next ?? this.#written;
    if (!facts) this.#next = null;
    else {
      const terms = this.#terms ?? defaultTerms(facts.match.sport);
      this.#next = viewContest(this.#engine, terms, facts, state, before, this.#entriesChanged);
    }
    this.#entriesChanged = false;
  }

  /** What has just been projected is what Firestore has. */
  assumeWritten(): void {
    this.#written = this.#next;
  }

  /** Reads what Firestore really has: if that is not what is projected, nothing counts as written. */
  async checkWritten(store: FantasyStore): Promise<void> {
    if (!this.#next) return;
    for (const [path, content] of this.#next.documents) {
      const stored = await store.document(this.#pathOf(path));
      if (!stored || !isDeepStrictEqual(contentOf(stored), content)) this.#written = null;
    }
  }

  /** Public documents that differ from what is written; `all` writes them anyhow. */
  changedDocuments(all: boolean): Documents {
    const documents: Documents = new Map();
    if (!this.#next || (!all && !isUrgent(this.#written, this.#next) && this.#sameSeq())) return documents;
    for (const [path, content] of this.#next.documents) {
      if (OF_THEIR_OWN.includes(path) && !all && !this.#hasChanged(path)) continue;
      documents.set(this.#pathOf(path), content);
    }
    return documents;
  }

  /** Paths of public documents that are no more. */
  removedDocuments(): string[] {
    return this.#next ? removedDocuments(this.#written, this.#next).map((path) => this.#pathOf(path)) : [];
  }

  /** Blocks that hold what is not committed yet; the state says that commit `rev` writes them. */
  changedBlocks(): { entries: Map<number, object>; powerUps: Map<number, object> } {
    return { entries: this.#engine.changedEntries(), powerUps: this.#engine.changedPowerUps() };
  }

  /** How many documents that would be. */
  get changedBlockCount(): number {
    return this.#engine.changedBlockCount;
  }

  /** The commit went through. */
  accept(state: ContestState): void {
    this.#engine.accept();
    this.#news.accept();
    this.#state = state;
    this.#written = this.#next;
  }

  /** @returns whether what is projected brings somebody over a line for the first time */
  judgeCrossings(): boolean {
    return (
      this.#next !== null && this.#news.judge(this.#engine.roster, this.#engine.scores(this.#next.timeline), this.#next)
    );
  }

  /** After reading and projecting: which crossings have been published. */
  async adoptUnpublished(store: FantasyStore): Promise<void> {
    if (!this.#next) return;
    const scores = this.#engine.scores(this.#next.timeline);
    await this.#news.adoptUnpublished(store, this.#engine.roster, scores, this.#next, this.#state.crossed);
  }

  /** Publishes crossings that are committed. */
  publishCrossings(store: FantasyStore, publish: PublishItems, matchId: string, rev: number): Promise<void> {
    return this.#news.publish(store, publish, () => this.#engine.roster, matchId, rev);
  }

  async #readTerms(store: FantasyStore, state: ContestState): Promise<void> {
    this.#terms = ((await store.document(termsPath(this.id))) as ContestTerms | undefined) ?? null;
    this.#startAnew(state);
  }

  #startAnew(state: ContestState): void {
    this.#news.restart();
    this.#engine = new ContestEngine(this.#stride);
    this.#state = { ...state, entryBlocks: [], powerUpBlocks: [] };
  }

  /** @param path below the contest; '' is the contest itself */
  #pathOf(path: string): string {
    return path === '' ? `contests/${this.id}` : `contests/${this.id}/${path}`;
  }

  get #stride(): number {
    // Both sports' teams have as many players; the match, and with it the sport, may not be known yet.
    return (this.#terms ?? defaultTerms('cricket')).rules.picks;
  }

  #sameSeq(): boolean {
    return this.#written?.timeline.seq === this.#next?.timeline.seq;
  }

  #hasChanged(path: string): boolean {
    const [then, now] = [this.#written, this.#next].map((view) => view?.documents.get(path));
    return !isDeepStrictEqual(then, now);
  }

  async #loadBlocks(store: FantasyStore, state: ContestState): Promise<void> {
    const changed = (now: readonly number[], held: readonly number[]) =>
      [...now.keys()].filter((number) => now[number] !== held[number]);
    const entries = changed(state.entryBlocks, this.#state.entryBlocks);
    for await (const [number, block] of store.entryBlocks(this.id, entries)) this.#engine.loadEntries(number, block);
    const powerUps = changed(state.powerUpBlocks, this.#state.powerUpBlocks);
    for await (const [, block] of store.powerUpBlocks(this.id, powerUps)) this.#engine.loadPowerUps(block);
  }
}

/** A stored document as it was before it was written: without its commit, and with bytes as they were packed. */
function contentOf({ rev: _, ...content }: DocumentData): Record<string, unknown> {
  const plain = (value: unknown) => (Buffer.isBuffer(value) ? new Uint8Array(value) : value);
  return Object.fromEntries(Object.entries(content).map(([field, value]) => [field, plain(value)]));
}

/** Documents of blocks, and the numbers of the commits that wrote each block once commit `rev` has. */
export function blockDocuments(
  contestId: string,
  changed: ReturnType<ContestScorer['changedBlocks']>,
): { path: string; content: object; kind: 'entryBlocks' | 'powerUpBlocks'; number: number }[] {
  const entries = [...changed.entries].map(([number, content]) => ({
    path: entryBlockPath(contestId, number),
    content,
    kind: 'entryBlocks' as const,
    number,
  }));
  const powerUps = [...changed.powerUps].map(([number, content]) => ({
    path: powerUpBlockPath(contestId, number),
    content,
    kind: 'powerUpBlocks' as const,
    number,
  }));
  return [...entries, ...powerUps];
}
