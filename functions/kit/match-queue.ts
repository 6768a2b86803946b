import { setTimeout as wait } from 'node:timers/promises';
import { applyFloors } from './floor-store.ts';
import { KitError, isFenced, isTransient } from './errors.ts';
import { logCommit, logRetry } from './log.ts';
import type { MatchState, MatchStore } from './match-store.ts';
import { STATE_ALARM_BYTES } from './match-store.ts';
import type { Publish } from './outbox.ts';
import { NOTHING, type Projection, type Projector, diffDocuments, diffFacts } from './projector.ts';
import { type Applied, type Write, strongest } from './row-set.ts';

export interface Pace {
  /** Commits a second at most, per match; 0 does not wait. */
  liveCommitsPerSecond: number;
  /** How long changes that no fan cares about may wait for company, seconds; 0 does not wait. */
  quietCommitSeconds: number;
}

export interface QueueOptions {
  projector: Projector;
  store: MatchStore;
  publish: Publish;
  pace: () => Pace;
}

interface Waiting {
  writes: readonly Write[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** A match as this instance last committed or read it. */
interface Held {
  state: MatchState;
  projection: Projection;
  /** Effects of `state.outbox` may not have been published yet. */
  owesEffects: boolean;
}

/** In-process retries end here; Pub/Sub goes on. */
const RETRY_MS = 20_000;
const RETRY_BASE_MS = 25;
const RETRY_CAP_MS = 1_000;

/**
 * All changes of one match, one commit after another: what waits joins the next commit, and each waiter returns after the commit that holds
 * its rows and after the effects of that commit are published.
 */
export class MatchQueue {
  readonly #matchId: string;
  readonly #options: QueueOptions;
  #held: Held | undefined;
  #waiting: Waiting[] = [];
  #running = false;
  #lastCommitAt = -Infinity;
  #arrived: () => void = () => undefined;

  constructor(matchId: string, options: QueueOptions) {
    this.#matchId = matchId;
    this.#options = options;
  }

  get idle(): boolean {
    return !this.#running;
  }

  /** @throws KitError, or what Firestore or Pub/Sub answered, when these writes are not known to be committed */
  submit(writes: readonly Write[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ writes, resolve, reject });
      this.#arrived();
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      await this.#waitForTurn();
      // Taken before anything can fail: who waits must hear of it.
      const taken: Waiting[] = [];
      this.#take(taken);
      try {
        await this.#commitWithRetries(taken);
        for (const { resolve } of taken) resolve();
      } catch (error) {
        for (const { reject } of taken) reject(error);
      }
    }
    this.#running = false;
  }

  /** The first change goes at once, the next ones at the pace of live commits. */
  async #waitForTurn(): Promise<void> {
    const { liveCommitsPerSecond } = this.#options.pace();
    if (liveCommitsPerSecond === 0) return;
    const due = this.#lastCommitAt + 1000 / liveCommitsPerSecond - performance.now();
    if (due > 0) await wait(due);
  }

  async #commitWithRetries(taken: Waiting[]): Promise<void> {
    const deadline = performance.now() + RETRY_MS;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#commitOnce(taken);
      } catch (error) {
        this.#held = undefined;
        if (!isFenced(error) && !isTransient(error)) throw error;
        const delay = Math.random() * Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** attempt);
        if (performance.now() + delay > deadline) {
          throw new KitError('commitTimedOut', `${this.#matchId} after ${attempt} attempts`, { cause: error });
        }
        logRetry(this.#options.projector.service, this.#matchId, attempt, error);
        await wait(delay);
      }
    }
  }

  /** Rows are applied in place; whoever fails after that drops what is held and reads again. */
  async #commitOnce(taken: Waiting[]): Promise<void> {
    const { projector, store } = this.#options;
    const started = performance.now();
    const reads = this.#held ? 0 : 1;
    const held = (this.#held ??= await this.#load());
    await this.#publishOwed(held);
    let applied = strongest(applyFloors(held.state.rows, held.state.floors), apply(held.state, taken));
    const isNew = held.state.rev === 0;
    let projection = held.projection;
    do {
      applied = strongest(applied, apply(held.state, this.#take(taken)));
      if (applied === 'applied') projection = projector.project(this.#matchId, held.state.rows);
    } while (projection.pulse === held.projection.pulse && applied !== 'stale' && (await this.#companyCame()));
    const obsolete = held.state.foldVersion < projector.foldVersion;
    // A match gets its state with its first message, whatever that says: a later order of the same messages must end the same.
    if (applied === 'stale' && !obsolete && !isNew) return;

    const changes = diffDocuments(held.projection.documents, projection.documents);
    // Documents of an older fold say nothing about what happened; only rows do.
    const outbox = obsolete ? [] : diffFacts(this.#matchId, held.projection, projection, held.state.rev + 1);
    const done = await store.commit(this.#matchId, held.state, projection, changes, outbox);
    this.#lastCommitAt = performance.now();
    const next: Held = { state: done.state, projection, owesEffects: outbox.length > 0 };
    this.#held = next;
    logCommit({
      service: projector.service,
      match: this.#matchId,
      rev: done.state.rev,
      seq: projection.seq,
      messages: taken.length,
      writes: done.writes,
      reads,
      bytes: done.bytes,
      ms: Math.round(this.#lastCommitAt - started),
      alarm: done.bytes > STATE_ALARM_BYTES,
    });
    await this.#publishOwed(next);
    if (isNew) await this.#lookAgain(taken);
  }

  /** A snapshot may have passed between our reading and our first commit, and not have known of this match. */
  async #lookAgain(taken: Waiting[]): Promise<void> {
    this.#held = undefined;
    await this.#commitOnce(taken);
  }

  async #load(): Promise<Held> {
    const { projector, store } = this.#options;
    const state = await store.load(this.#matchId);
    const owesEffects = state.outbox.length > 0;
    if (state.rev === 0) return { state, projection: NOTHING, owesEffects };
    const projection = projector.project(this.#matchId, state.rows);
    if (state.foldVersion === projector.foldVersion) return { state, projection, owesEffects };
    // An older fold wrote the documents: what it wrote is known only to Firestore.
    return { state, projection: { ...projection, documents: await store.loadPublished(this.#matchId) }, owesEffects };
  }

  async #publishOwed(held: Held): Promise<void> {
    if (!held.owesEffects) return;
    await this.#options.publish(held.state.outbox);
    held.owesEffects = false;
  }

  /** Everybody who waits, moved to `taken`. */
  #take(taken: Waiting[]): Waiting[] {
    const joined = this.#waiting.splice(0);
    taken.push(...joined);
    return joined;
  }

  /** Waits while nothing urgent is at hand. True: more changes came; false: time is up. */
  async #companyCame(): Promise<boolean> {
    const { quietCommitSeconds } = this.#options.pace();
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

function apply({ rows }: MatchState, waiting: readonly Waiting[]): Applied {
  let result: Applied = 'stale';
  for (const { writes } of waiting) for (const write of writes) result = strongest(result, rows.apply(write));
  return result;
}
