import type { CommitQueue } from './commit-queue.ts';

/** The queues of one instance, by id. Beyond the limit those that were idle longest are dropped, and what they held is read again when needed. */
export class QueuePool<Item> {
  readonly #limit: number;
  readonly #make: (id: string) => CommitQueue<Item>;
  readonly #queues = new Map<string, CommitQueue<Item>>();

  constructor(limit: number, make: (id: string) => CommitQueue<Item>) {
    this.#limit = limit;
    this.#make = make;
  }

  of(id: string): CommitQueue<Item> {
    const queue = this.#queues.get(id) ?? this.#make(id);
    this.#queues.delete(id);
    this.#queues.set(id, queue);
    for (const [other, { idle }] of this.#queues) {
      if (this.#queues.size <= this.#limit) break;
      if (idle && other !== id) this.#queues.delete(other);
    }
    return queue;
  }
}
