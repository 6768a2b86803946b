import { setTimeout as wait } from 'node:timers/promises';
import { type Committer, type Outcome, STATE_ALARM_BYTES, type Batch } from '@fanfold/kit/commit';
import { logCommit, logRebuild } from '@fanfold/kit/ops';
import type { Publish } from '@fanfold/kit/messages';
import type { Tell } from './crossing-news.ts';
import { type FantasyStore, SERVICE } from './fantasy-store.ts';
import { HeldMatch } from './held-match.ts';
import type { EntryItem, ScorerItem } from './items.ts';

export interface MatchScorerOptions {
  store: FantasyStore;
  publish: Publish;
  tell: Tell;
  now: () => Date;
  /** After a commit that holds nothing but entries: a rush before the lock must not keep the first ball, which another instance has, from its commit. */
  entryRestMs: number;
}

/** Commits the rows, entries and scores of one match: all contests on it, one fence. */
export class MatchScorer implements Committer<ScorerItem> {
  readonly #matchId: string;
  readonly #options: MatchScorerOptions;
  #held: HeldMatch | undefined;
  /** What is held may be behind Firestore. */
  #isStale = false;

  constructor(matchId: string, options: MatchScorerOptions) {
    this.#matchId = matchId;
    this.#options = options;
  }

  forget(): void {
    this.#isStale = true;
  }

  /** Thousands of changed teams do not fit into one commit: then it takes several, each of them whole. */
  async commit(turn: Batch<ScorerItem>): Promise<Outcome> {
    const entries: EntryItem[] = [];
    let hasRows = false;
    const watched: Batch<ScorerItem> = {
      take: () => {
        const items = turn.take();
        hasRows ||= items.some(({ kind }) => kind === 'rows');
        return items;
      },
      linger: () => turn.linger(),
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
  async #commitOnce(turn: Batch<ScorerItem>, entries: EntryItem[]): Promise<boolean> {
    const started = performance.now();
    const now = this.#options.now();
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
      held.now = now;
      if (held.apply(items)) changed = true;
      if (held.enter(entries)) changed = true;
      held.project();
      if (items.some(({ kind }) => kind === 'refold')) await held.checkWritten(this.#options.store);
    } while (changed && entries.length === 0 && !held.isUrgent && (await turn.linger()));

    const { isNew } = held;
    if (!changed && !held.isUrgent && !held.isObsolete && !isNew) return false;
    const seq = held.facts?.events.length ?? 0;
    const done = await this.#options.store.commit(this.#matchId, held.state, { seq, ...held.prepare() });
    held.accept(done.state);
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
    await this.#commitOnce({ take: () => [], linger: () => Promise.resolve(false) }, []);
  }

  /** What is held, read anew as far as others have changed it. */
  async #current(): Promise<HeldMatch> {
    if (this.#held && !this.#isStale) return this.#held;
    const started = performance.now();
    const isCold = !this.#held;
    this.#held = await HeldMatch.read(this.#options.store, this.#matchId, this.#held);
    this.#isStale = false;
    if (isCold) logRebuild(SERVICE, this.#matchId, this.#held.entryCount, Math.round(performance.now() - started));
    return this.#held;
  }

  async #publishOwed(held: HeldMatch): Promise<void> {
    if (!held.owesEffects) return;
    await this.#options.publish(held.state.outbox);
    held.owesEffects = false;
  }
}
