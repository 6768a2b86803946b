import type { Effect } from '../messages/effect.ts';
import type { Publish } from '../messages/publish.ts';
import { settleAll } from '../ops/lanes.ts';

/** Bytes of effects that a state document carries at most; it holds the rows of its scope too, and 1 MiB in all. */
export const OUTBOX_BYTES = 200_000;

/**
 * Effects of one scope between their commit and Pub/Sub. What cannot be published holds up no commit: the next one carries it on.
 *
 *     const { carried, overflow } = outbox.next(effects); // what the commit's document must hold
 *     outbox.accept(effects, overflow);                   // the commit has gone through
 *     await outbox.publish(publish);                      // throws; what is left is carried on
 */
export class Outbox {
  /** By id, the latest of each: a receiver keeps the highest `rev` of an id anyhow. */
  #pending = new Map<string, Effect>();
  #publishing: Promise<void> = Promise.resolve();

  get pending(): readonly Effect[] {
    return [...this.#pending.values()];
  }

  /** What is read from a state document may have been published, or not. */
  adopt(stored: readonly Effect[]): void {
    for (const effect of stored) if (effect.rev >= (this.#pending.get(effect.id)?.rev ?? 0)) this.#put(effect);
  }

  /**
   * What a commit with these new effects has to hold.
   *
   * @returns `overflow`: the oldest, which do not fit; they must be kept elsewhere before the commit
   */
  next(added: readonly Effect[]): { carried: Effect[]; overflow: Effect[] } {
    const ids = new Set(added.map(({ id }) => id));
    const all = [...this.pending.filter(({ id }) => !ids.has(id)), ...added];
    let bytes = 0;
    let from = all.length;
    while (from > 0) {
      bytes += Buffer.byteLength(JSON.stringify(all[from - 1]));
      if (bytes > OUTBOX_BYTES) break;
      from--;
    }
    return { carried: all.slice(from), overflow: all.slice(0, from) };
  }

  /** The commit has gone through: what it added waits to be published, and what did not fit is kept elsewhere. */
  accept(added: readonly Effect[], overflow: readonly Effect[]): void {
    for (const effect of overflow) if (this.#pending.get(effect.id) === effect) this.#pending.delete(effect.id);
    const isOver = new Set(overflow);
    for (const effect of added) if (!isOver.has(effect)) this.#put(effect);
  }

  /** Publishes what is pending, after what is under way. @throws what Pub/Sub answered */
  publish(publish: Publish): Promise<void> {
    const own = this.#publishing.then(async () => {
      const topics = new Set(this.pending.map(({ topic }) => topic));
      // Each by itself: one that cannot be published to must not have the others get everything again, and fill the outbox with it.
      await settleAll([...topics].map((topic) => this.#publishTopic(topic, publish)));
    });
    this.#publishing = own.catch(() => undefined);
    return own;
  }

  async #publishTopic(name: string, publish: Publish): Promise<void> {
    const effects = this.pending.filter(({ topic }) => topic === name);
    await publish(effects);
    for (const effect of effects) if (this.#pending.get(effect.id) === effect) this.#pending.delete(effect.id);
  }

  #put(effect: Effect): void {
    // Last in order: the order is that of the commits.
    this.#pending.delete(effect.id);
    this.#pending.set(effect.id, effect);
  }
}
