import type { Firestore } from 'firebase-admin/firestore';
import { keepDeadLetters } from '../ops/dead-letters.ts';
import { keepRangeTombstones } from './shared-tombstones.ts';
import { type Routed, readMessage } from './read-message.ts';
import { inLanes, settleAll } from '../ops/lanes.ts';
import { logLate } from '../ops/log.ts';
import type { Write } from './row-set.ts';
import type { TableSpec } from './table-spec.ts';

export interface ChangeIntakeOptions {
  db: Firestore;
  service: string;
  tables: readonly TableSpec[];
  /** Epoch of envelopes that carry none. */
  epoch: () => number;
  /** Returns when these writes are committed and their effects published. */
  submit: (matchId: string, writes: readonly Write[]) => Promise<void>;
  /** Every match that has anything below it, announced or not. */
  matchIds: () => Promise<string[]>;
}

/** Matches of one message under way at once: a range that concerns all there ever were must not hold them all in memory. */
const MATCHES_AT_ONCE = 8;

/** Age at which a row that fans should have seen long ago raises an alarm. */
const LATE_MS = 60_000;

/** One instance's whole intake of changes: from the text of a message to the commits that hold its rows. */
export class ChangeIntake {
  readonly #options: ChangeIntakeOptions;

  constructor(options: ChangeIntakeOptions) {
    this.#options = options;
  }

  /**
   * Returns when every row of the message is committed or in the dead letters, and all effects are published.
   *
   * @throws when any of it is not certain; the message must then come again
   */
  async handle(text: string): Promise<void> {
    const { db, service, tables, epoch, submit } = this.#options;
    const { routed, rejected, oldestMs } = readMessage(text, tables, epoch());
    const byMatch = new Map<string, Write[]>();
    const add = (matchId: string, write: Write) => byMatch.set(matchId, [...(byMatch.get(matchId) ?? []), write]);
    const everyMatch = await this.#reachedByRanges(routed);
    for (const { matchId, write } of routed) {
      for (const id of matchId === null ? everyMatch : [matchId]) add(id, write);
    }
    try {
      await settleAll([
        keepDeadLetters(db, service, rejected),
        inLanes([...byMatch], MATCHES_AT_ONCE, ([matchId, writes]) => submit(matchId, writes)),
      ]);
    } finally {
      // Of rows that could not be folded too: they come again, and each time they are older.
      const ageMs = oldestMs === null ? 0 : Date.now() - oldestMs;
      if (ageMs > LATE_MS) logLate(service, [...byMatch.keys()], ageMs);
    }
  }

  /** Matches that ranges without a match concern. The ranges are kept first, so that matches yet unknown will meet them. */
  async #reachedByRanges(routed: readonly Routed[]): Promise<string[]> {
    const ranges = routed.flatMap(({ matchId, write }) => (matchId === null && write.kind === 'range' ? [write] : []));
    if (ranges.length === 0) return [];
    await keepRangeTombstones(this.#options.db, this.#options.service, ranges);
    return this.#options.matchIds();
  }
}
