import type { Firestore } from 'firebase-admin/firestore';
import { keepDeadLetters } from '../ops/dead-letters.ts';
import { isUnreadable } from '../ops/errors.ts';
import { inLanes, settleAll } from '../ops/lanes.ts';
import { logLate } from '../ops/log.ts';
import { stepAt } from './range-tombstones.ts';
import { type Routed, readMessage } from './read-message.ts';
import { RECENT_MS, Reconciler } from './reconciler.ts';
import { type RangeWrite, type Write, isShared } from './row-set.ts';
import { type SeenRange, SharedTombstones, type TombstonesByTable } from './shared-tombstones.ts';
import type { TableSpec } from './table-spec.ts';

export interface ChangeIntakeOptions {
  db: Firestore;
  service: string;
  tables: readonly TableSpec[];
  /** Epoch of envelopes that carry none. */
  epoch: () => number;
  /** Returns when these writes are committed and their effects published. */
  submit: (scope: string, writes: readonly Write[]) => Promise<void>;
  /**
   * Reads a scope and the shared tombstones anew, whatever is in memory (another instance may have committed since), and commits if rows
   * vanish by them. A scope without a state gets none.
   */
  reload: (scope: string) => Promise<void>;
  /** Scopes that this instance has in memory. */
  inMemory: () => string[];
  /** Every scope that has anything below it, announced or not. */
  scopes: () => Promise<string[]>;
}

/**
 * Scopes of one message under way at once. More than have live rows in one message, so that a goal does not wait while quiet rows of other matches linger;
 * fewer than a snapshot may concern: those must not all wait for room in memory.
 */
const SCOPES_AT_ONCE = 100;

/** Age at which a row that fans should have seen long ago raises an alarm. */
const LATE_MS = 60_000;

/**
 * One instance's whole intake of changes: from the text of a message to the commits that hold its rows.
 *
 * A range of a snapshot goes to the scopes with rows in its message, in one commit with them; then into `snapshots/{service}`, where every
 * scope meets it that is loaded from now on; then to the scopes in memory. All others are visited once, when the snapshot is complete.
 */
export class ChangeIntake {
  readonly #options: ChangeIntakeOptions;
  readonly #shared: SharedTombstones;
  readonly #reconciler: Reconciler;

  constructor(options: ChangeIntakeOptions) {
    const { db, service, scopes, reload } = options;
    this.#options = options;
    this.#shared = new SharedTombstones(db, service);
    this.#reconciler = new Reconciler({ service, shared: this.#shared, scopes, reload });
  }

  /**
   * Returns when every row of the message is committed or in the dead letters, and all effects are published.
   *
   * @throws when any of it is not certain; the message must then come again
   */
  async handle(text: string): Promise<void> {
    const { db, service, tables, epoch } = this.#options;
    const { routed, rejected, oldestMs } = readMessage(text, tables, epoch());
    const ranges = routed.flatMap(({ write, seenMs }) => (isShared(write) ? [{ write, seenMs }] : []));
    const shared = ranges.map(({ write }) => write);
    const byScope = writesByScope(routed);
    try {
      const broken: unknown[] = [];
      await settleAll([
        keepDeadLetters(db, service, rejected),
        inLanes([...byScope], SCOPES_AT_ONCE, async ([scope, writes]) => {
          await this.#commit(scope, writes, shared).catch((error: unknown) => broken.push(unreadable(error)));
        }),
      ]);
      if (ranges.length > 0) await this.#reachOthers(ranges, byScope);
      await this.#recheck(routed);
      if (broken.length > 0) throw broken[0];
    } finally {
      // Of rows that could not be folded too: they come again, and each time they are older.
      const ageMs = oldestMs === null ? 0 : Date.now() - oldestMs;
      if (ageMs > LATE_MS) logLate(service, [...byScope.keys()], ageMs);
    }
  }

  /** A repair comes when something is wrong with the state: what is in memory must not call its rows known (see `StateStore.giveUpRows`). */
  async #commit(scope: string, writes: readonly Write[], shared: readonly RangeWrite[]): Promise<void> {
    const { submit, reload } = this.#options;
    if (writes.some(({ kind }) => kind === 'range')) await reload(scope);
    await submit(scope, [...writes, ...shared]);
  }

  /** Lets ranges reach the scopes that have no rows in their message. */
  async #reachOthers(ranges: readonly SeenRange[], reached: ReadonlyMap<string, unknown>): Promise<void> {
    const { submit, inMemory } = this.#options;
    await this.#shared.keep(ranges);
    const writes = ranges.map(({ write }) => write);
    const others = inMemory().filter((scope) => !reached.has(scope));
    await inLanes(others, others.length, async (scope) => {
      await submit(scope, writes).catch(unreadable);
    });
    await Promise.all([...new Set(writes.map(({ table }) => table))].map((table) => this.#reconciler.run(table)));
  }

  /**
   * The scope may have been in memory since before a snapshot that voids an old row, and the pass may have seen it without the row. So
   * tombstones are read once more after the commit of old rows: whichever came first, the other sees it.
   */
  async #recheck(routed: readonly Routed[]): Promise<void> {
    const { tables, submit } = this.#options;
    const sharing = tables.filter(({ unscopedRange }) => unscopedRange === 'everyScope').map(({ table }) => table);
    const recentMs = Date.now() - RECENT_MS;
    const old = routed.filter(
      ({ write, seenMs }) => seenMs < recentMs && sharing.includes(write.table) && isLive(write),
    );
    if (old.length === 0) return;
    const { tombstones } = await this.#shared.read();
    const voided = old.flatMap(({ scope, write }) => {
      const range = rangeThatVoids(write, tombstones);
      return range ? [{ scope, write: range }] : [];
    });
    await inLanes([...writesByScope(voided)], SCOPES_AT_ONCE, ([scope, writes]) => submit(scope, writes));
  }
}

function writesByScope(routed: readonly Pick<Routed, 'scope' | 'write'>[]): Map<string, Write[]> {
  const byScope = new Map<string, Write[]>();
  for (const { scope, write } of routed) {
    if (scope === null) continue;
    const writes = byScope.get(scope);
    if (writes) writes.push(write);
    else byScope.set(scope, [write]);
  }
  return byScope;
}

/** A scope whose state cannot be read does not keep a snapshot from the others. @throws any other error */
function unreadable(error: unknown): unknown {
  if (!isUnreadable(error)) throw error;
  return error;
}

function isLive(write: Write): boolean {
  return write.kind === 'row' && write.row !== null;
}

function rangeThatVoids(write: Write, tombstones: TombstonesByTable): RangeWrite | undefined {
  const steps = tombstones[write.table];
  if (write.kind !== 'row' || !steps) return undefined;
  const index = stepAt(steps, write.key);
  const step = steps[index];
  if (!step || step.version <= write.version) return undefined;
  const from = steps[index - 1]?.to ?? null;
  return { kind: 'range', table: write.table, from, ...step, shared: true };
}
