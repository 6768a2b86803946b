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
  async submit(scope: string, item: Item): Promise<void> {
    const { maxWaiting } = this.#options;
    this.#waiting++;
    if (this.#waiting > maxWaiting) for (const queue of this.#queues.values()) queue.hurry();
    try {
      await (await this.#queueOf(scope)).submit(item);
    } finally {
      this.#waiting--;
    }
  }

  async #queueOf(scope: string): Promise<CommitQueue<Item>> {
    for (;;) {
      const known = this.#queues.get(scope);
      if (known || this.#makeRoom()) return this.#use(scope, known ?? this.#options.make(scope));
      logMemoryFull(this.#options.service, this.#queues.size, this.#options.maxBytes);
      await new Promise<void>((admit) => this.#admissions.push(admit));
    }
  }

  #use(scope: string, queue: CommitQueue<Item>): CommitQueue<Item> {
    this.#queues.delete(scope);
    this.#queues.set(scope, queue);
    queue.onIdle = () => this.#onIdle();
    return queue;
  }

  /** @returns whether there is room for one more scope */
  #makeRoom(): boolean {
    const { maxBytes } = this.#options;
    let bytes = [...this.#queues.values()].reduce((sum, queue) => sum + queue.bytes, 0);
    for (const [scope, queue] of this.#queues) {
      if (bytes < maxBytes) break;
      if (!queue.isIdle) continue;
      this.#queues.delete(scope);
      bytes -= queue.bytes;
    }
    return bytes < maxBytes;
  }

  /** What has just been committed may have grown. */
  #onIdle(): void {
    this.#makeRoom();
    for (const admit of this.#admissions.splice(0)) admit();
  }
}
