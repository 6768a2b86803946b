import { setTimeout as wait } from 'node:timers/promises';
import { InputFault, KitError, isTransient, isWriteConflict } from '../ops/errors.ts';
import { logRetry } from '../ops/log.ts';
import { commitApart } from '../ops/commit-apart.ts';
import type { Batch, Committer, Outcome } from './committer.ts';
import type { Pace } from './pace.ts';

/** What a queue keeps from its commit for more to join. */
export interface Lingering {
  items: number;
  /** When it is committed anyhow, by `performance.now()`. */
  dueMs: number;
}

interface Waiter {
  resolve: () => void;
  reject: (error: unknown) => void;
}

interface Waiting<Item> extends Waiter {
  item: Item;
}

/** In-process retries end here; Pub/Sub goes on. */
const RETRY_MS = 20_000;
const RETRY_BASE_MS = 25;
const RETRY_CAP_MS = 1_000;

/**
 * All changes of one scope, one commit after another: what waits joins the next commit, and each waiter returns after the commit that holds
 * its item and after the effects of that commit are published. An item that makes every commit fail is taken out, and the others are committed.
 */
export class CommitQueue<Item> {
  readonly #scope: string;
  readonly #service: string;
  readonly #pace: () => Pace;
  readonly #committer: Committer<Item>;
  readonly #waiting: Waiting<Item>[] = [];
  readonly #reloading: Waiter[] = [];
  #isRunning = false;
  #lastCommitAt = -Infinity;
  #restUntil = -Infinity;
  #lingering: Lingering | null = null;
  #endLinger: (moreCame: boolean) => void = () => undefined;
  /** Called whenever the queue has nothing left to do. */
  onIdle: () => void = () => undefined;

  constructor(scope: string, service: string, pace: () => Pace, committer: Committer<Item>) {
    this.#scope = scope;
    this.#service = service;
    this.#pace = pace;
    this.#committer = committer;
  }

  get isIdle(): boolean {
    return !this.#isRunning;
  }

  /** Memory that its committer takes, about, in bytes. */
  get bytes(): number {
    return this.#committer.bytes;
  }

  /** @throws KitError, or what Firestore or Pub/Sub answered, when this item is not known to be committed */
  submit(item: Item): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#endLinger(true);
      if (!this.#isRunning) void this.#run();
    });
  }

  /**
   * Reads the scope anew, whatever is in memory, and commits what follows from that. Throws what `submit` throws.
   */
  reload(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#reloading.push({ resolve, reject });
      this.#endLinger(false);
      if (!this.#isRunning) void this.#run();
    });
  }

  get lingering(): Lingering | null {
    return this.#lingering;
  }

  /** Commits what lingers for more: others need the room that it takes. */
  hurry(): void {
    this.#endLinger(false);
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#waiting.length + this.#reloading.length > 0) {
      await this.#waitForTurn();
      // Taken before anything can fail: who waits must hear of it.
      const taken = this.#waiting.splice(0);
      const reloading = this.#reloading.splice(0);
      if (reloading.length > 0) this.#committer.invalidate();
      const commit = this.#commitAll(taken);
      try {
        const { after } = await commit;
        void settle([...taken, ...reloading], after ?? Promise.resolve());
      } catch (error) {
        for (const { reject } of [...taken, ...reloading]) reject(error);
      }
    }
    this.#isRunning = false;
    this.onIdle();
  }

  /** The first change goes at once, the next ones at the pace of live commits. */
  async #waitForTurn(): Promise<void> {
    const { liveCommitsPerSecond } = this.#pace();
    const paced = liveCommitsPerSecond === 0 ? -Infinity : this.#lastCommitAt + 1000 / liveCommitsPerSecond;
    const due = Math.max(paced, this.#restUntil) - performance.now();
    if (due > 0) await wait(due);
  }

  /** @param taken grows by what joins while the commit lingers */
  async #commitAll(taken: Waiting<Item>[]): Promise<Outcome> {
    try {
      return await this.#commitWithRetries(() => this.#batch(taken));
    } catch (error) {
      if (!(error instanceof InputFault)) throw error;
      return this.#commitApart(taken);
    }
  }

  async #commitApart(taken: readonly Waiting<Item>[]): Promise<Outcome> {
    const done: Promise<void>[] = [];
    const commit = async (items: readonly Item[]) => {
      const { after } = await this.#commitWithRetries(() => fixedBatch(items));
      if (!after) return;
      done.push(after);
      // Those who wait hear of it at the end.
      after.catch(() => undefined);
    };
    // If nothing at all cannot be committed either, no item is to blame.
    await commit([]);
    const refused = new Map<Waiting<Item>, InputFault>();
    await commitApart(
      taken.flatMap((waiting) => this.#committer.split(waiting.item).map((item) => ({ item, waiting }))),
      (parts) => commit(parts.map(({ item }) => item)),
      async ({ item, waiting }, fault) => {
        const cleared = await this.#withRetries(() => this.#committer.blameState(item));
        if (cleared) await commit([cleared]);
        else if (!(await this.#committer.reject(item, fault))) refused.set(waiting, fault);
      },
    );
    for (const [{ reject }, fault] of refused) reject(fault);
    return { committed: true, after: Promise.all(done).then(() => undefined) };
  }

  #commitWithRetries(batch: () => Batch<Item>): Promise<Outcome> {
    return this.#withRetries(async () => {
      const outcome = await this.#committer.commit(batch());
      if (outcome.committed) this.#lastCommitAt = performance.now();
      this.#restUntil = performance.now() + (outcome.restMs ?? 0);
      return outcome;
    });
  }

  async #withRetries<T>(work: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + RETRY_MS;
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        this.#committer.invalidate();
        if (!isWriteConflict(error) && !isTransient(error)) throw error;
        const delay = Math.random() * Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** attempt);
        if (performance.now() + delay > deadline) {
          throw new KitError('commitTimedOut', `${this.#scope} after ${attempt} attempts`, { cause: error });
        }
        logRetry(this.#service, this.#scope, attempt, error);
        await wait(delay);
      }
    }
  }

  /** A new attempt starts with all that earlier ones had taken. */
  #batch(taken: Waiting<Item>[]): Batch<Item> {
    let given = 0;
    return {
      take: () => {
        taken.push(...this.#waiting.splice(0));
        const items = taken.slice(given).map(({ item }) => item);
        given = taken.length;
        return items;
      },
      linger: () => this.#linger(taken.length),
    };
  }

  async #linger(items: number): Promise<boolean> {
    if (this.#waiting.length > 0) return true;
    const dueMs = this.#lastCommitAt + this.#pace().quietCommitSeconds * 1000;
    const left = dueMs - performance.now();
    if (left <= 0) return false;
    return new Promise((end) => {
      const timer = setTimeout(() => this.#endLinger(false), left);
      this.#lingering = { items, dueMs };
      this.#endLinger = (moreCame) => {
        clearTimeout(timer);
        this.#lingering = null;
        this.#endLinger = () => undefined;
        end(moreCame);
      };
    });
  }
}

/** These items and no others. */
function fixedBatch<Item>(items: readonly Item[]): Batch<Item> {
  const left = [...items];
  return { take: () => left.splice(0), linger: () => Promise.resolve(false) };
}

async function settle(taken: readonly Waiter[], after: Promise<void>): Promise<void> {
  try {
    await after;
    for (const { resolve } of taken) resolve();
  } catch (error) {
    for (const { reject } of taken) reject(error);
  }
}
