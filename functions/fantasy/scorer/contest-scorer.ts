import { isDeepStrictEqual } from 'node:util';
import type { ContestTerms } from '@fanfold/game/fantasy';
import type { PublishItems } from '@fanfold/kit/messages';
import type { DocumentData } from 'firebase-admin/firestore';
import { type EntryBlock, blockBytes } from '../entries/block.ts';
import type { ContestEntries } from '../entries/directory.ts';
import { ContestEngine, LargerTeams } from '../engine/contest-engine.ts';
import { BoardNamer } from '../names/board-namer.ts';
import {
  type ContestView,
  type MatchFacts,
  UNKNOWN,
  isUrgent,
  removedDocuments,
  viewContest,
  withoutEntries,
} from './contest-view.ts';
import { CrossingOutbox } from './crossing-outbox.ts';
import type { Documents } from './documents.ts';
import { EntriesReading } from './entries-reading.ts';
import type { FantasyStore } from './fantasy-store.ts';
import { type ContestState, NO_CONTEST_STATE } from './state.ts';
import { defaultTerms, termsPath } from './terms.ts';

/** Documents that say nothing of how the match goes: those who watch or read them do not want every ball. */
const OF_THEIR_OWN: readonly string[] = ['', 'state/lock'];

/** One contest as this instance last committed or read it, and what it is about to become. Its entries follow the blocks, and are never committed here. */
export class ContestScorer {
  readonly id: string;
  /** Null: the default ones. */
  #terms: ContestTerms | null = null;
  #engine: ContestEngine;
  /** Into the engine. */
  readonly #reading: EntriesReading;
  /** The directory was read after the lock had fallen for good: nobody enters any more. */
  #isTargetComplete = false;
  readonly #news: CrossingOutbox;
  readonly #namer: BoardNamer;
  /** As committed. */
  #state: ContestState;
  #written: ContestView | null = null;
  #next: ContestView | null = null;
  #entriesChanged = false;

  private constructor(id: string) {
    this.id = id;
    this.#reading = new EntriesReading(id);
    this.#news = new CrossingOutbox(id);
    this.#namer = new BoardNamer(id);
    this.#state = NO_CONTEST_STATE;
    this.#engine = new ContestEngine(this.#stride);
  }

  /** Reads a contest, without its entries. */
  static async open(store: FantasyStore, id: string, state: ContestState): Promise<ContestScorer> {
    const scorer = new ContestScorer(id);
    await scorer.#readTerms(store);
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

  get entries(): ContestEntries {
    return this.#reading.taken;
  }

  get urgent(): boolean {
    return isUrgent(this.#written, this.#next);
  }

  /** Whether the contest has ended by what is projected, and all who are in it may not be counted: somebody may have entered it since, or a reading is under way. */
  get isToBeCounted(): boolean {
    const status = this.#next?.contest.status;
    const hasEnded = status === 'final' || status === 'void';
    return hasEnded && (!this.isWhole || status !== this.#written?.contest.status);
  }

  /** Whether all blocks are read that the directory named when it was last read. */
  get isWhole(): boolean {
    return this.#reading.isThrough;
  }

  /** Whether entries are still to be read that the documents stand on: to write those anew would show less than before. */
  get isBehind(): boolean {
    return !this.isWhole && this.entries.rev < this.#state.entriesRev;
  }

  /** Whether the lock has fallen for good, and who entered last may not be known yet: nobody is told before that they lead. */
  get isFieldUnknown(): boolean {
    return this.#state.lock.isFinal && !this.#isTargetComplete;
  }

  /** Whether the entries are others than those that the documents stand on. */
  get hasNewEntries(): boolean {
    return !this.isBehind && this.entries.rev !== this.#state.entriesRev;
  }

  /** Takes over what others have committed since. */
  async refresh(store: FantasyStore, state: ContestState): Promise<void> {
    this.#news.rollback();
    this.#namer.forget();
    if (state.terms !== this.#state.terms) await this.#readTerms(store);
    this.#state = state;
    this.#written = null;
    this.#next = null;
  }

  /** The directory has been read, and says this: `takeEntries` goes there. */
  follow(entries: ContestEntries): void {
    this.#reading.follow(entries);
    this.#isTargetComplete = this.#state.lock.isFinal;
  }

  /**
   * Takes in blocks that have changed, until there are no more or so many bytes have come; the next call goes on from there.
   *
   * @returns how many bytes it took
   * @throws BlocksMoved: the directory must be read again
   */
  async takeEntries(store: FantasyStore, maxBytes: number): Promise<number> {
    let bytes = 0;
    while (!this.isWhole && bytes < maxBytes) {
      const read = await this.#reading.next(store.entries);
      if (read) {
        bytes += blockBytes(read.block);
        this.#take(read.name, read.block);
      } else this.#entriesChanged = true;
    }
    return bytes;
  }

  /** Computes what the documents should be; `state` may know more than what is committed, e.g. that the lock has fallen. */
  project(facts: MatchFacts | null, state: ContestState): void {
    const before = this.#next ?? this.#written;
    if (!facts) this.#next = null;
    else {
      const terms = this.#terms ?? defaultTerms(facts.match.sport);
      const view = viewContest(this.#engine, terms, facts, state, before, this.#entriesChanged);
      view.isPlaying &&= this.isWhole && this.#isTargetComplete;
      this.#next = this.isBehind ? withoutEntries(view) : view;
    }
    this.#entriesChanged = false;
  }

  /** What has just been projected is what Firestore has; of entries that are new to it, all but what shows them. */
  assumeWritten(): void {
    this.#written = this.#next && this.hasNewEntries ? withoutEntries(this.#next) : this.#next;
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
      if (content === UNKNOWN || (OF_THEIR_OWN.includes(path) && !all && !this.#hasChanged(path))) continue;
      documents.set(this.#pathOf(path), content);
    }
    return documents;
  }

  /** Paths of public documents that are no more. */
  removedDocuments(): string[] {
    return this.#next ? removedDocuments(this.#written, this.#next).map((path) => this.#pathOf(path)) : [];
  }

  /** The commit went through. */
  accept(state: ContestState): void {
    this.#news.accept();
    this.#state = state;
    this.#written = this.#next;
  }

  /** @returns whether what is projected brings somebody over a line for the first time */
  judgeCrossings(): boolean {
    return (
      this.#next !== null &&
      !this.isBehind &&
      this.#news.judge(this.#engine.roster, this.#engine.scores(this.#next.timeline), this.#next)
    );
  }

  /** After reading and projecting: which crossings have been published. */
  async adoptUnpublished(store: FantasyStore): Promise<void> {
    if (!this.#next) return;
    const scores = this.#engine.scores(this.#next.timeline);
    await this.#news.adoptUnpublished(store, this.#engine.roster, scores, this.#next, this.#state.crossed);
  }

  /** Publishes crossings that are committed. */
  async publishCrossings(store: FantasyStore, publish: PublishItems, rev: number): Promise<void> {
    if (this.#next) await this.#news.publish(store, publish, () => this.#engine.roster, this.#next.contest, rev);
  }

  /** Says how the fans of the leaderboard are called that is committed. */
  async nameBoard(store: FantasyStore, rev: number): Promise<void> {
    if (this.#next) await this.#namer.name(store.db, this.#next, rev);
  }

  async #readTerms(store: FantasyStore): Promise<void> {
    this.#terms = ((await store.document(termsPath(this.id))) as ContestTerms | undefined) ?? null;
    this.#startAnew(this.#stride);
  }

  #startAnew(stride: number): void {
    this.#news.restart();
    this.#engine = new ContestEngine(stride);
    this.#reading.restart();
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

  #take(name: string, block: EntryBlock): void {
    try {
      this.#engine.load(block);
      this.#reading.take(name, block.rev);
      this.#entriesChanged = true;
    } catch (error) {
      if (!(error instanceof LargerTeams)) throw error;
      this.#startAnew(error.stride);
    }
  }
}

/** A stored document as it was before it was written: without its commit, and with bytes as they were packed. */
function contentOf({ rev: _, ...content }: DocumentData): Record<string, unknown> {
  const plain = (value: unknown) => (Buffer.isBuffer(value) ? new Uint8Array(value) : value);
  return Object.fromEntries(Object.entries(content).map(([field, value]) => [field, plain(value)]));
}
