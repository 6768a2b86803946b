import type { Firestore } from 'firebase-admin/firestore';
import { keepDeadLetters } from './dead-letters.ts';
import { raiseFloors } from './floor-store.ts';
import { type Routed, readMessage } from './intake.ts';
import { MatchQueue, type Pace } from './match-queue.ts';
import { MatchStore } from './match-store.ts';
import type { Publish } from './outbox.ts';
import type { Projector } from './projector.ts';
import type { Write } from './row-set.ts';

export interface ChangeIntakeOptions {
  db: Firestore;
  projector: Projector;
  publish: Publish;
  pace: () => Pace;
  /** Epoch of envelopes that carry none. */
  epoch: () => number;
  /** For fault tests: something other than the store of `db`. */
  store?: MatchStore;
}

/** Matches kept in memory; beyond it, those that were idle longest are dropped and read again when they move. */
const MATCHES_HELD = 200;

/** One instance's whole intake of changes: from the text of a message to the commits that hold its rows. */
export class ChangeIntake {
  readonly #options: ChangeIntakeOptions;
  readonly #store: MatchStore;
  readonly #queues = new Map<string, MatchQueue>();

  constructor(options: ChangeIntakeOptions) {
    this.#options = options;
    this.#store = options.store ?? new MatchStore(options.db, options.projector);
  }

  /**
   * Returns when every row of the message is committed or in the dead letters, and all effects are published.
   *
   * @throws when any of it is not certain; the message must then come again
   */
  async handle(text: string): Promise<void> {
    const { db, projector, epoch } = this.#options;
    const { routed, rejected } = readMessage(text, projector.tables, epoch());
    const byMatch = new Map<string, Write[]>();
    const add = (matchId: string, write: Write) => byMatch.set(matchId, [...(byMatch.get(matchId) ?? []), write]);
    const everyMatch = await this.#reachedByRanges(routed);
    for (const { matchId, write } of routed) {
      for (const id of matchId === null ? everyMatch : [matchId]) add(id, write);
    }
    await settleAll([
      keepDeadLetters(db, projector.service, rejected),
      ...[...byMatch].map(([matchId, writes]) => this.#queue(matchId).submit(writes)),
    ]);
  }

  /** Matches that ranges without a match concern. The ranges are kept first, so that matches yet unknown will meet them. */
  async #reachedByRanges(routed: readonly Routed[]): Promise<string[]> {
    const ranges = routed.flatMap(({ matchId, write }) => (matchId === null && write.kind === 'range' ? [write] : []));
    if (ranges.length === 0) return [];
    await raiseFloors(this.#options.db, this.#options.projector.service, ranges);
    return this.#store.matchIds();
  }

  #queue(matchId: string): MatchQueue {
    const { projector, publish, pace } = this.#options;
    const queue =
      this.#queues.get(matchId) ?? new MatchQueue(matchId, { projector, store: this.#store, publish, pace });
    this.#queues.delete(matchId);
    this.#queues.set(matchId, queue);
    for (const [id, { idle }] of this.#queues) {
      if (this.#queues.size <= MATCHES_HELD) break;
      if (idle && id !== matchId) this.#queues.delete(id);
    }
    return queue;
  }
}

/** Waits for all, also when one fails: an early return would leave work behind that nobody waits for. */
async function settleAll(work: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).filter((result) => result.status === 'rejected');
  if (failed[0]) throw failed[0].reason;
}
