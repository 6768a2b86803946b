import type { Effect } from '../messages/effect.ts';
import type { Publish } from '../messages/publish.ts';
import { settleAll } from '../ops/lanes.ts';

/** Bytes of effects that commits carry on while a topic is down. A state document has room for as many; it holds the rows of its scope too. */
export const OUTBOX_BYTES = 200_000;

/**
 * Effects of one scope between their commit and Pub/Sub. What cannot be published holds up no commit: the next one carries it on.
 *
 *     if (outbox.isFull(effects)) await outbox.flush(publish); // what is published need not be carried
 *     const { carried, overflow } = outbox.next(effects);      // what the commit must hold
 *     outbox.accept(effects, overflow);                        // the commit has gone through
 *     await outbox.publish(publish);                           // throws; what is left is carried on
 */
export class Outbox {
  /** By id, the latest of each: a receiver keeps the highest `rev` of an id anyhow. */
  #pending = new Map<string, Effect>();
  /** The last publishing of each topic; it never rejects. */
  readonly #publishing = new Map<string, Promise<void>>();
  /** Topics whose last publishing has failed. */
  readonly #down = new Set<string>();

  get pending(): readonly Effect[] {
    return [...this.#pending.values()];
  }

  /** What is read from a state document may have been published, or not. */
  adopt(stored: readonly Effect[]): void {
    for (const effect of stored) if (effect.rev >= (this.#pending.get(effect.id)?.rev ?? 0)) this.#put(effect);
  }

  /** Whether a commit with these new effects would have to hold more than it should carry on. */
  isFull(added: readonly Effect[]): boolean {
    return bytesOf(this.#unchanged(added)) + bytesOf(added) > OUTBOX_BYTES;
  }

  /**
   * What a commit with these new effects has to hold: all of them, and what is pending as far as there is room.
   *
   * @returns `overflow`: the oldest of what is pending, for which there is none; they must be kept elsewhere before the commit
   */
  next(added: readonly Effect[]): { carried: Effect[]; overflow: Effect[] } {
    const unchanged = this.#unchanged(added);
    let bytes = bytesOf(added);
    let from = unchanged.length;
    while (from > 0) {
      bytes += bytesOf(unchanged.slice(from - 1, from));
      if (bytes > OUTBOX_BYTES) break;
      from--;
    }
    return { carried: [...unchanged.slice(from), ...added], overflow: unchanged.slice(0, from) };
  }

  /** The commit has gone through: what it added waits to be published, and what did not fit is kept elsewhere. */
  accept(added: readonly Effect[], overflow: readonly Effect[]): void {
    for (const effect of overflow) if (this.#pending.get(effect.id) === effect) this.#pending.delete(effect.id);
    for (const effect of added) this.#put(effect);
  }

  /** Publishes what is pending, after what is under way. @throws what Pub/Sub answered */
  async publish(publish: Publish): Promise<void> {
    await this.#publishTopics(this.#topics, publish);
  }

  /** Publishes what is pending for topics that are not known to be down. Whether that fails shows the next time. */
  async flush(publish: Publish): Promise<void> {
    const up = this.#topics.filter((name) => !this.#down.has(name));
    await this.#publishTopics(up, publish).catch(() => undefined);
  }

  get #topics(): string[] {
    return [...new Set(this.pending.map(({ topic }) => topic))];
  }

  /** Each by itself: one that cannot be published to must not have the others get everything again, and fill the outbox with it. */
  #publishTopics(names: readonly string[], publish: Publish): Promise<void> {
    return settleAll(
      names.map((name) => {
        const before = this.#publishing.get(name) ?? Promise.resolve();
        const own = before.then(() => this.#publishTopic(name, publish));
        this.#publishing.set(
          name,
          own.catch(() => undefined),
        );
        return own;
      }),
    );
  }

  async #publishTopic(name: string, publish: Publish): Promise<void> {
    const effects = this.pending.filter(({ topic }) => topic === name);
    if (effects.length === 0) return;
    try {
      await publish(effects);
    } catch (error) {
      this.#down.add(name);
      throw error;
    }
    this.#down.delete(name);
    for (const effect of effects) if (this.#pending.get(effect.id) === effect) this.#pending.delete(effect.id);
  }

  /** What is pending but for facts that change again. */
  #unchanged(added: readonly Effect[]): Effect[] {
    const ids = new Set(added.map(({ id }) => id));
    return this.pending.filter(({ id }) => !ids.has(id));
  }

  #put(effect: Effect): void {
    // Last in order: the order is that of the commits.
    this.#pending.delete(effect.id);
    this.#pending.set(effect.id, effect);
  }
}

/** As JSON, which is about what a document takes for them. */
export function bytesOf(effects: readonly Effect[]): number {
  return effects.reduce((sum, effect) => sum + Buffer.byteLength(JSON.stringify(effect)), 0);
}
