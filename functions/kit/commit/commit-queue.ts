import { setTimeout as wait } from 'node:timers/promises';
import { KitError, isWriteConflict, isTransient } from '../ops/errors.ts';
import { logRetry } from '../ops/log.ts';

export interface Pace {
  /** Commits a second at most, per match; 0 does not wait. */
  liveCommitsPerSecond: number;
  /** How long changes that no fan cares about may wait for company, seconds; 0 does not wait. */
  quietCommitSeconds: number;
}

/** What a committer may ask of the queue while it prepares its commit. */
export interface Batch<Item> {
  /** What has been submitted since the last call; it is part of this commit from now on. */
  take(): Item[];
  /** Waits while nothing urgent is at hand. True: more came; false: time is up. */
  linger(): Promise<boolean>;
}

export interface Outcome {
  /** False: nothing had to be committed. */
  committed: boolean;
  /** Time that others shall have for commits of theirs before the next one of this queue. */
  restMs?: number;
  /** What the commit owes and no later commit has to wait for; those who wait for this one do. */
  after?: Promise<void>;
}

/** Turns items into commits. What it holds in memory lives as long as its commits succeed. */
export interface Committer<Item> {
  /** Commits what the turn gives, all or nothing, and publishes what the commit owes. */
  commit(turn: Batch<Item>): Promise<Outcome>;
  /** A commit has failed: what is held may not be what Firestore has. Read again. */
  forget(): void;
}

interface Waiting<Item> {
  item: Item;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** In-process retries end here; Pub/Sub goes on. */
const RETRY_MS = 20_000;
const RETRY_BASE_MS = 25;
const RETRY_CAP_MS = 1_000;

/**
 * All changes of one thing, one commit after another: what waits joins the next commit, and each waiter returns after the commit that holds
 * its item and after the effects of that commit are published.
 */
export class CommitQueue<Item> {
  readonly #name: string;
  readonly #service: string;
  readonly #pace: () => Pace;
  readonly #committer: Committer<Item>;
  #waiting: Waiting<Item>[] = [];
  #running = false;
  #lastCommitAt = -Infinity;
  #restUntil = -Infinity;
  #arrived: () => void = () => undefined;

  constructor(name: string, service: string, pace: () => Pace, committer: Committer<Item>) {
    this.#name = name;
    this.#service = service;
    this.#pace = pace;
    this.#committer = committer;
  }

  get idle(): boolean {
    return !this.#running;
  }

  /** @throws KitError, or what Firestore or Pub/Sub answered, when this item is not known to be committed */
  submit(item: Item): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#arrived();
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      await this.#waitForTurn();
      // Taken before anything can fail: who waits must hear of it.
      const taken = this.#waiting.splice(0);
      try {
        const { after } = await this.#commitWithRetries(taken);
        if (after) void this.#settle(taken, after);
        else for (const { resolve } of taken) resolve();
      } catch (error) {
        for (const { reject } of taken) reject(error);
      }
    }
    this.#running = false;
  }

  async #settle(taken: readonly Waiting<Item>[], after: Promise<void>): Promise<void> {
    try {
      await after;
      for (const { resolve } of taken) resolve();
    } catch (error) {
      for (const { reject } of taken) reject(error);
    }
  }

  /** The first change goes at once, the next ones at the pace of live commits. */
  async #waitForTurn(): Promise<void> {
    const { liveCommitsPerSecond } = this.#pace();
    const paced = liveCommitsPerSecond === 0 ? -Infinity : this.#lastCommitAt + 1000 / liveCommitsPerSecond;
    const due = Math.max(paced, this.#restUntil) - performance.now();
    if (due > 0) await wait(due);
  }

  async #commitWithRetries(taken: Waiting<Item>[]): Promise<Outcome> {
    const deadline = performance.now() + RETRY_MS;
    for (let attempt = 1; ; attempt++) {
      try {
        const outcome = await this.#committer.commit(this.#turn(taken));
        if (outcome.committed) this.#lastCommitAt = performance.now();
        this.#restUntil = performance.now() + (outcome.restMs ?? 0);
        return outcome;
      } catch (error) {
        this.#committer.forget();
        if (!isWriteConflict(error) && !isTransient(error)) throw error;
        const delay = Math.random() * Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** attempt);
        if (performance.now() + delay > deadline) {
          throw new KitError('commitTimedOut', `${this.#name} after ${attempt} attempts`, { cause: error });
        }
        logRetry(this.#service, this.#name, attempt, error);
        await wait(delay);
      }
    }
  }

  /** A new attempt starts with all that earlier ones had taken. */
  #turn(taken: Waiting<Item>[]): Batch<Item> {
    let given = 0;
    return {
      take: () => {
        taken.push(...this.#waiting.splice(0));
        const items = taken.slice(given).map(({ item }) => item);
        given = taken.length;
        return items;
      },
      linger: () => this.#linger(),
    };
  }

  async #linger(): Promise<boolean> {
    const { quietCommitSeconds } = this.#pace();
    const due = this.#lastCommitAt + quietCommitSeconds * 1000 - performance.now();
    if (due <= 0) return false;
    const timer = new AbortController();
    const arrived = new Promise<true>((resolve) => {
      this.#arrived = () => resolve(true);
    });
    const timeUp = wait(due, false as const, { signal: timer.signal }).catch(() => false as const);
    const came = this.#waiting.length > 0 || (await Promise.race([arrived, timeUp]));
    timer.abort();
    return came;
  }
}
