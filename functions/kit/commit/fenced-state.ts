import type { Applied } from '../changes/row-set.ts';
import { applyTombstones } from '../changes/shared-tombstones.ts';
import type { Publish } from '../messages/publish.ts';
import { keepDeadLetters } from '../ops/dead-letters.ts';
import { groupBy } from '../ops/group-by.ts';
import { logCommit, logUnpublished } from '../ops/log.ts';
import type { Effect } from '../messages/effect.ts';
import { Outbox } from './outbox.ts';
import type { Stored } from './state-codec.ts';
import type { CommitContent, StateStore } from './state-store.ts';

/** Bytes at which a state document raises an alarm; Firestore ends at 1 MiB. */
const STATE_ALARM_BYTES = 700_000;

/** What a commit is logged with. */
export interface CommitNote {
  /** Messages that joined it. */
  messages: number;
  /** Whether the state was read for it. */
  wasRead: boolean;
  /** When its messages were taken, by `performance.now()`. */
  startedMs: number;
}

/**
 * The state of one scope as this instance last read or committed it. Every commit has the state's update time as its precondition, so that of two
 * instances one wins, and the other reads again.
 *
 *     if (await state.read()) view = viewOf(state.stored);    // no read in steady state
 *     state.stored.rows.apply(…);
 *     await state.commit({ seq, own, effects, set, remove }, note);
 *     await state.publishPending();
 */
export class FencedState<Own> {
  readonly scope: string;
  readonly #store: StateStore<Own>;
  readonly #publish: Publish;
  readonly #outbox = new Outbox();
  #stored: Stored<Own> | undefined;
  #isCurrent = false;
  #bytes = 0;

  constructor(scope: string, store: StateStore<Own>, publish: Publish) {
    this.scope = scope;
    this.#store = store;
    this.#publish = publish;
  }

  /** What was read last, or committed since. */
  get stored(): Stored<Own> {
    if (!this.#stored) throw new Error(`${this.scope} has not been read`);
    return this.#stored;
  }

  get isRead(): boolean {
    return this.#stored !== undefined;
  }

  /** Whether what is in memory is what Firestore has, as far as this instance knows. */
  get isCurrent(): boolean {
    return this.#isCurrent;
  }

  get isNew(): boolean {
    return this.stored.rev === 0;
  }

  /** An older release has written the documents. */
  get isObsolete(): boolean {
    return this.stored.foldVersion < this.#store.spec.foldVersion;
  }

  /** Packed size of what this instance has committed last; 0 before. */
  get bytes(): number {
    return this.#bytes;
  }

  /** A commit has failed, or somebody else has committed: what is in memory may not be what Firestore has. */
  invalidate(): void {
    this.#isCurrent = false;
  }

  /** @returns whether it had to be read. @throws KitError stateNewerThanCode, stateUnreadable */
  async read(): Promise<boolean> {
    if (this.#isCurrent) return false;
    this.#stored = await this.#store.load(this.scope);
    this.#outbox.adopt(this.#stored.outbox);
    this.#isCurrent = true;
    return true;
  }

  /**
   * Applies to the rows what snapshots have said of all scopes, as of the last reading. Not before the documents that stand in Firestore have been
   * compared with the rows as they were.
   */
  reconcile(): Applied {
    const { rows, tombstones } = this.stored;
    this.stored.tombstones = {};
    return applyTombstones(rows, tombstones);
  }

  /** After the first commit of a scope: a snapshot may have passed between reading and commit, and not have known of this scope. */
  async rereadTombstones(): Promise<void> {
    this.stored.tombstones = await this.#store.loadTombstones();
  }

  /**
   * Commits what is in memory. What could not be published of earlier commits is carried on.
   *
   * @throws what `StateStore.commit` throws; then call `invalidate`
   */
  async commit(
    { effects, ...content }: Omit<CommitContent<Own>, 'outbox'> & { effects: readonly Effect[] },
    { messages, wasRead, startedMs }: CommitNote,
  ): Promise<void> {
    const { service } = this.#store.spec;
    // A topic that is slow and not down has what is pending before more is added, or the outbox would grow with every commit.
    if (this.#outbox.isFull(effects)) await this.#outbox.flush(this.#publish);
    const { carried, overflow } = this.#outbox.next(effects);
    await this.#keepOverflow(overflow);
    const { stored, writes, bytes } = await this.#store.commit(this.scope, this.stored, {
      ...content,
      outbox: carried,
    });
    this.#stored = stored;
    this.#bytes = bytes;
    this.#outbox.accept(effects, overflow);
    logCommit({
      service,
      scope: this.scope,
      rev: stored.rev,
      seq: content.seq,
      messages,
      writes,
      reads: wasRead ? 1 : 0,
      bytes,
      ms: Math.round(performance.now() - startedMs),
      alarm: bytes > STATE_ALARM_BYTES,
    });
  }

  /** Returns when Pub/Sub has all effects that are committed. @throws what it answered, with an alarm */
  async publishPending(): Promise<void> {
    try {
      await this.#outbox.publish(this.#publish);
    } catch (error) {
      const { pending } = this.#outbox;
      logUnpublished(this.#store.spec.service, this.scope, pending.length, error);
      throw error;
    }
  }

  async #keepOverflow(overflow: readonly Effect[]): Promise<void> {
    if (overflow.length === 0) return;
    const message = `${this.scope}: effects that could not be published and do not fit into its state`;
    const { db, spec } = this.#store;
    for (const [topic, effects] of groupBy(overflow, (effect) => effect.topic)) {
      const letters = effects.map((payload) => ({ code: 'outboxFull' as const, message, table: null, payload }));
      await keepDeadLetters(db, spec.service, letters, topic);
    }
  }
}
