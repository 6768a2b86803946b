import { setTimeout as sleep } from 'node:timers/promises';
import { isUnreadable } from '../ops/errors.ts';
import { inLanes } from '../ops/lanes.ts';
import { logPassSkipped } from '../ops/log.ts';
import type { SharedTombstones } from './shared-tombstones.ts';

export interface ReconcilerOptions {
  service: string;
  shared: SharedTombstones;
  /** Every scope that has anything below it, announced or not. */
  scopes: () => Promise<string[]>;
  /** Reads a scope anew, with the shared tombstones, and commits what they take away. */
  reload: (scope: string) => Promise<void>;
}

/** Scopes read at once: a pass must not hold all there ever were in memory. */
const SCOPES_AT_ONCE = 4;

/** Scopes between two moves of the cursor: a transaction each. */
const PAGE = 50;

/** Rows younger than this, by the clock of the stats database, are committed without another look at the tombstones. */
export const RECENT_MS = 10_000;

/** A pass starts when no row older than its markers is recent any more; 2 s are for clocks that differ. */
const PASS_DELAY_MS = RECENT_MS + 2_000;

/** Lets every scope meet the tombstones of a snapshot once it has reached the whole table. */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  readonly #running = new Map<string, Promise<void>>();

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  /**
   * Returns when no pass over this table is left to do. It goes on where one was interrupted, here or in another instance.
   *
   * @throws what a scope's commit threw
   */
  run(table: string): Promise<void> {
    let running = this.#running.get(table);
    if (!running) {
      running = this.#run(table).finally(() => this.#running.delete(table));
      this.#running.set(table, running);
    }
    return running;
  }

  async #run(table: string): Promise<void> {
    const { shared, scopes } = this.#options;
    for (let pass = (await shared.read()).passes[table]; pass;) {
      await sleep(Math.min(PASS_DELAY_MS, pass.seenMs + PASS_DELAY_MS - Date.now()));
      const { version } = pass;
      const ids = (await scopes()).sort();
      while (pass?.version === version) {
        const { after }: { after: string } = pass;
        const page = ids.filter((id) => id > after).slice(0, PAGE);
        await this.#reload(page);
        pass = (await shared.advance(table, version, page.at(-1) ?? null)).passes[table];
      }
    }
  }

  /** A scope that cannot be read does not keep the others waiting: it meets the tombstones when it can be read again. */
  #reload(page: readonly string[]): Promise<void> {
    const { service, reload } = this.#options;
    return inLanes(page, SCOPES_AT_ONCE, async (scope) => {
      try {
        await reload(scope);
      } catch (error) {
        if (!isUnreadable(error)) throw error;
        logPassSkipped(service, scope, error);
      }
    });
  }
}
