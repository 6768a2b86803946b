import { nowMs } from '../clock.ts';
import { PeakRss } from './peak-rss.ts';

/** What a measured process tells its parent. Times are of `nowMs()`, rows are counted from the start. */
export type Told =
  | { event: 'ready'; atMs: number; rssMB: number }
  | { event: 'rows'; rows: number; atMs: number }
  | { event: 'drained'; rows: number; atMs: number; rssMB: number; cpuSeconds: number };

const PROGRESS_MS = 500;

/** Counts rows in a measured process, the reader or the connector, in one way for both. */
export class Meter {
  readonly #target: number | null;
  readonly #rss = new PeakRss();
  #rows = 0;
  #isRunning = false;
  #toldMs = 0;
  #cpu = process.cpuUsage();

  /** `target`: so many rows are the end; null tells of every single row. */
  constructor(target: number | null) {
    this.#target = target;
  }

  /** The dump has been asked for: time runs. */
  start(): void {
    this.#isRunning = true;
    this.#cpu = process.cpuUsage();
    this.#toldMs = nowMs();
    tell({ event: 'ready', atMs: this.#toldMs, rssMB: this.#rss.start() });
  }

  add(rows: number): void {
    this.#rows += rows;
    const atMs = nowMs();
    if (this.#target !== null && !this.#isRunning) throw new Error('there are rows of the backlog before the dump');
    if (this.#target === null) tell({ event: 'rows', rows: this.#rows, atMs });
    else if (this.#rows >= this.#target && this.#rows - rows < this.#target) this.#end(atMs);
    else if (atMs - this.#toldMs > PROGRESS_MS) {
      this.#toldMs = atMs;
      tell({ event: 'rows', rows: this.#rows, atMs });
    }
  }

  #end(atMs: number): void {
    const { user, system } = process.cpuUsage(this.#cpu);
    const cpuSeconds = (user + system) / 1e6;
    tell({ event: 'drained', rows: this.#rows, atMs, rssMB: this.#rss.stop(), cpuSeconds });
  }
}

/** Aborts when the parent asks for it, or is gone. */
export function untilStopped(): AbortSignal {
  const stopping = new AbortController();
  for (const event of ['message', 'disconnect'] as const) process.once(event, () => stopping.abort());
  return stopping.signal;
}

function tell(told: Told): void {
  process.send?.(told);
}
