import { logMemoryFull } from '../ops/log.ts';
import type { CommitQueue } from './commit-queue.ts';

export interface QueuePoolOptions<Item> {
  service: string;
  /** Memory that scopes may take together, in bytes. */
  maxBytes: number;
  /** Items that may wait for their commits before those that linger for more are committed: each of them holds a request of the instance. */
  maxWaiting: number;
  make: (scope: string) => CommitQueue<Item>;
}

/**
 * The queues of one instance, by scope. Beyond its bytes the scopes that were idle longest are dropped, and read again when needed; where none is
 * idle, whoever brings another scope waits for one that gets so.
 */
export class QueuePool<Item> {
  readonly #options: QueuePoolOptions<Item>;
  /** Least recently used first. */
  readonly #queues = new Map<string, CommitQueue<Item>>();
  #waiting = 0;
  #admissions: (() => void)[] = [];

  constructor(options: QueuePoolOptions<Item>) {
    this.#options = options;
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
    const { maxWaiting } = this.#options;
    this.#waiting++;
    if (this.#waiting > maxWaiting) for (const queue of this.#queues.values()) queue.hurry();
    try {
      let queue = this.#find(scope);
      while (!queue) {
        await this.#untilSomeIdle();
        queue = this.#find(scope);
      }
      // At once: until it has an item it counts as idle, and may be dropped.
      await work(queue);
    } finally {
      this.#waiting--;
    }
  }

  /** @returns undefined while there is no room for one more scope */
  #find(scope: string): CommitQueue<Item> | undefined {
    const known = this.#queues.get(scope);
    return known || this.#makeRoom() ? this.#use(scope, known ?? this.#options.make(scope)) : undefined;
  }

  async #untilSomeIdle(): Promise<void> {
    const { service, maxBytes } = this.#options;
    if (this.#admissions.length === 0) logMemoryFull(service, this.#queues.size, maxBytes);
    await new Promise<void>((admit) => this.#admissions.push(admit));
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
    let bytes = [...this.#queues.values()].reduce((sum, queue) => sum + queue.bytes, 0);
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
