import type { Firestore } from 'firebase-admin/firestore';
import { log } from './log.ts';
import type { BinlogPosition } from './position/position.ts';
import type { SavedState } from './position/saved-state.ts';
import type { Publisher } from './publish/publisher.ts';

/** What health is told from, as it is now. */
export interface Vitals {
  holder: string;
  state: SavedState;
  /** End of the last transaction read. */
  read: BinlogPosition;
  publisher: Publisher;
  /** Since when the server is not being read; null: it is. */
  disconnectedMs: number | null;
  /** Commit to acknowledgement of the latest change. */
  lagMs: number;
}

/** Reports lag and throughput in the log and in `health/changelog`, and raises the alarm when a change stays unpublished for too long. */
export class Health {
  readonly #firestore: Firestore;
  readonly #alarmMs: number;
  #rowsBefore: number;
  #reportedMs = Date.now();
  #isAlarmed = false;

  constructor(firestore: Firestore, alarmMs: number, rowsPublished: number) {
    this.#firestore = firestore;
    this.#alarmMs = alarmMs;
    this.#rowsBefore = rowsPublished;
  }

  async report(vitals: Vitals): Promise<void> {
    const { publisher, state, read, holder, lagMs } = vitals;
    const nowMs = Date.now();
    const seconds = (nowMs - this.#reportedMs) / 1000;
    const rows = publisher.rowsPublished;
    const oldestUnpublishedMs = ageOfOldest(vitals, nowMs);
    const report = {
      status: vitals.disconnectedMs === null ? 'streaming' : 'disconnected',
      lagMs,
      oldestUnpublishedMs,
      isAlarmed: oldestUnpublishedMs > this.#alarmMs,
      rowsPublished: rows,
      rowsPerSecond: seconds > 0 ? Math.round((rows - this.#rowsBefore) / seconds) : 0,
      position: `${read.file}:${String(read.pos)}`,
      epoch: state.epoch,
      snapshotsPending: Object.entries(state.snapshots).flatMap(([table, { done }]) => (done ? [] : [table])),
      holder,
    };
    this.#rowsBefore = rows;
    this.#reportedMs = nowMs;
    this.#alarm(report.isAlarmed, oldestUnpublishedMs);
    log('INFO', 'health', report);
    await this.#firestore.doc('health/changelog').set({ ...report, at: new Date(nowMs).toISOString() });
  }

  #alarm(isAlarmed: boolean, oldestUnpublishedMs: number): void {
    if (isAlarmed === this.#isAlarmed) return;
    this.#isAlarmed = isAlarmed;
    if (!isAlarmed) log('INFO', 'alarmOver', { code: 'UNPUBLISHED_CHANGES' });
    else
      log('ERROR', 'alarm', {
        code: 'UNPUBLISHED_CHANGES',
        message: `The oldest change that Pub/Sub has not acknowledged is ${String(Math.round(oldestUnpublishedMs / 1000))} s old.`,
        fix: 'Look for publishFailed and connectionLost in this log: Pub/Sub or the server cannot be reached, or the connector is behind.',
      });
  }
}

/** Of changes that are known; while the server is not being read, of what there may be since. */
function ageOfOldest({ publisher, disconnectedMs }: Vitals, nowMs: number): number {
  const since = Math.min(publisher.oldestUnackedMs ?? nowMs, disconnectedMs ?? nowMs);
  return Math.max(0, nowMs - since);
}
