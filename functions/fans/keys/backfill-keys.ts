import type { FanChange } from './fan-row.ts';
import { type FanRowsOptions, takeFanChanges } from './take-rows.ts';

/**
 * Of rows that are read beside the stream: below every version of it, so that a fan of whom the stream has spoken is left alone, whichever of the two was
 * first, and what it says later counts.
 */
export const BACKFILL_VERSION = '0';

/** Firestore spreads a collection over servers as it grows: it asks for 500 writes a second at first, and half as many more every five minutes. */
const FIRST_PER_SECOND = 250;
const GROWTH = 1.5;
const GROWS_EVERY_MS = 300_000;

export interface BackfillOptions extends Omit<FanRowsOptions, 'epoch'> {
  /** Rows after a uid, in their order; none: that was all. */
  page: (after: string | null) => Promise<readonly Pick<FanChange, 'uid' | 'row'>[]>;
  /** Fans a second, at most. */
  most: number;
  clock: () => number;
  pause: (ms: number) => Promise<void>;
  /** @returns whether to go on */
  onPage: (progress: BackfillProgress) => boolean;
}

export interface BackfillProgress {
  fans: number;
  /** The last uid that is done: another run goes on after it. */
  cursor: string | null;
}

/**
 * Gives the fans of a table the keys of their rows, page by page. A run that is cut off goes on after its cursor; one that begins anew changes nothing
 * of what is done.
 *
 * @returns whether it has come to the end
 * @throws what Firestore or the table does; all pages before are done
 */
export async function backfillKeys(options: BackfillOptions, after: string | null): Promise<boolean> {
  const { page, most, clock, pause, onPage } = options;
  const startedMs = clock();
  const progress: BackfillProgress = { fans: 0, cursor: after };
  for (;;) {
    const begunMs = clock();
    const rows = await page(progress.cursor);
    const last = rows.at(-1);
    if (!last) return true;
    await takeFanChanges(
      options,
      rows.map((row) => ({ ...row, version: BACKFILL_VERSION })),
    );
    progress.fans += rows.length;
    progress.cursor = last.uid;
    if (!onPage({ ...progress })) return false;
    const dueMs = (rows.length / perSecond(begunMs - startedMs, most)) * 1_000;
    await pause(Math.max(0, begunMs + dueMs - clock()));
  }
}

/** Fans a second, after so long. */
export function perSecond(elapsedMs: number, most: number): number {
  return Math.min(most, FIRST_PER_SECOND * GROWTH ** Math.floor(elapsedMs / GROWS_EVERY_MS));
}
