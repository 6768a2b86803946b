import { KitError } from '../ops/errors.ts';
import { logMemoryFull } from '../ops/log.ts';
import type { CommitQueue } from './commit-queue.ts';
import { LingeringWindow } from './lingering-window.ts';

export interface QueuePoolOptions<Item> {
  service: string;
  /** Memory that scopes may take together, in bytes. */
  maxBytes: number;
  /** Items that may linger for more to join their commits: each of them holds a request of the instance. */
  maxLingering: number;
  /** @param fit waits until the others leave room for what the scope takes: called when it has learned how much that is, before it takes it */
  make: (scope: string, fit: () => Promise<void>) => CommitQueue<Item>;
}

/** A scope waits so long for room in memory; then its message is given back, for the requests of the instance are few too. */
const ADMISSION_MS = 20_000;

/** Memory that is full stays so for a while, and every change of another scope finds it so. */
const ALARM_EVERY_MS = 60_000;

/**
 * The queues of one instance, by scope. Beyond its bytes the scopes that were idle longest are dropped, and read again when needed; where none is
 * idle, an item of another scope waits for one that gets so. A scope may turn out to be larger than it was taken for: then it waits too.
 */
export class QueuePool<Item> {
  readonly #options: QueuePoolOptions<Item>;
  /** Least recently used first. */
  readonly #queues = new Map<string, CommitQueue<Item>>();
  #admissions: (() => void)[] = [];
  /** Scopes that wait for room for what they are about to take. */
  readonly #unfit = new Set<string>();
  #nextAlarmMs = -Infinity;
  readonly #lingering: LingeringWindow;

  constructor(options: QueuePoolOptions<Item>) {
    this.#options = options;
    this.#lingering = new LingeringWindow(options.maxLingering);
  }

  /** Scopes that are in memory. */
  get scopes(): string[] {
    return [...this.#queues.keys()];
  }

  /** See `CommitQueue.submit`. */
  submit(scope: string, item: Item): Promise<void> {
    return this.#inQueue(scope, (queue) => queue.submit(item));
  }

  /** See `CommitQueue.reload`. */
  reload(scope: string): Promise<void> {
    return this.#inQueue(scope, (queue) => queue.reload());
  }

  async #inQueue(scope: string, work: (queue: CommitQueue<Item>) => Promise<void>): Promise<void> {
    this.#boundLingering();
    const deadlineMs = performance.now() + ADMISSION_MS;
    let queue = this.#find(scope);
    while (!queue) {
      await this.#untilSomeIdle(scope, deadlineMs);
      queue = this.#find(scope);
    }
    try {
      // At once: until it has an item it counts as idle, and may be dropped.
      await work(queue);
      this.#lingering.grow();
    } catch (error) {
      this.#lingering.halve();
      throw error;
    }
  }

  /** See `QueuePoolOptions.make`. @throws KitError commitTimedOut */
  async #fit(scope: string): Promise<void> {
    const deadlineMs = performance.now() + ADMISSION_MS;
    this.#unfit.add(scope);
    try {
      while (!this.#fits(scope)) await this.#untilSomeIdle(scope, deadlineMs);
    } finally {
      this.#unfit.delete(scope);
    }
  }

  /** Whether there is room for a scope beside those that do not wait for it themselves. One that is larger than all of the room has it alone. */
  #fits(scope: string): boolean {
    const { maxBytes } = this.#options;
    const own = this.#queues.get(scope)?.bytes ?? 0;
    if (this.#shrink(maxBytes - own) + own <= maxBytes) return true;
    return [...this.#queues].every(([other, { isIdle }]) => isIdle || this.#unfit.has(other));
  }

  /** One scope per item that comes: all at once would have the next one wait for all their commits. */
  #boundLingering(): void {
    let items = 0;
    for (const { lingering } of this.#queues.values()) items += lingering?.items ?? 0;
    if (items >= this.#lingering.items) this.#hurryOne();
  }

  /** Commits what lingers in the scope whose time comes first. */
  #hurryOne(): void {
    let [first, dueMs]: [CommitQueue<Item> | undefined, number] = [undefined, Infinity];
    for (const queue of this.#queues.values()) {
      const { lingering } = queue;
      if (lingering && lingering.dueMs < dueMs) [first, dueMs] = [queue, lingering.dueMs];
    }
    first?.hurry();
  }

  /** @returns undefined while there is no room for one more scope */
  #find(scope: string): CommitQueue<Item> | undefined {
    const known = this.#queues.get(scope);
    return known || this.#makeRoom() ? this.#use(scope, known ?? this.#make(scope)) : undefined;
  }

  /** @throws KitError commitTimedOut */
  #untilSomeIdle(scope: string, deadlineMs: number): Promise<void> {
    const { service, maxBytes } = this.#options;
    if (performance.now() >= this.#nextAlarmMs) {
      this.#nextAlarmMs = performance.now() + ALARM_EVERY_MS;
      logMemoryFull(service, this.#queues.size, maxBytes);
    }
    this.#hurryOne();
    return new Promise((admit, giveUp) => {
      const tooLate = () => giveUp(new KitError('commitTimedOut', `${scope}: memory is full`));
      const timer = setTimeout(tooLate, Math.max(0, deadlineMs - performance.now()));
      this.#admissions.push(() => {
        clearTimeout(timer);
        admit();
      });
    });
  }

  #make(scope: string): CommitQueue<Item> {
    return this.#options.make(scope, () => this.#fit(scope));
  }

  #use(scope: string, queue: CommitQueue<Item>): CommitQueue<Item> {
    this.#queues.delete(scope);
    this.#queues.set(scope, queue);
    queue.onIdle = () => this.#onIdle();
    return queue;
  }

  /** Drops idle scopes until there is room for one more. @returns whether there is */
  #makeRoom(): boolean {
    return this.#shrink(this.#options.maxBytes - 1) < this.#options.maxBytes;
  }

  /** Drops idle scopes, those first that were used longest ago, until the others take so many bytes. @returns what is left */
  #shrink(toBytes: number): number {
    let bytes = 0;
    for (const [scope, queue] of this.#queues) if (!this.#unfit.has(scope)) bytes += queue.bytes;
    for (const [scope, queue] of this.#queues) {
      if (bytes <= toBytes) break;
      if (!queue.isIdle) continue;
      this.#queues.delete(scope);
      bytes -= queue.bytes;
    }
    return bytes;
  }

  /** What has just been committed may have grown. */
  #onIdle(): void {
    this.#shrink(this.#options.maxBytes);
    for (const admit of this.#admissions.splice(0)) admit();
  }
}
