import { existsSync, readFileSync } from 'node:fs';

const SAMPLE_MS = 50;
const STATUS = '/proc/self/status';

/** The largest resident set of this process between two moments, MB. */
export class PeakRss {
  #peakMB = 0;
  #highWaterMB = 0;
  #sampling: NodeJS.Timeout | undefined;

  /** Returns what it is at the beginning. */
  start(): number {
    this.#highWaterMB = highWaterMB();
    const startMB = (this.#peakMB = rssMB());
    this.#sampling = setInterval(() => (this.#peakMB = Math.max(this.#peakMB, rssMB())), SAMPLE_MS);
    return startMB;
  }

  /** A busy process samples late, and Linux remembers a peak; but one from before the start is none of ours. */
  stop(): number {
    clearInterval(this.#sampling);
    const highWater = highWaterMB();
    return highWater > this.#highWaterMB ? Math.max(highWater, this.#peakMB) : this.#peakMB;
  }
}

function rssMB(): number {
  return process.memoryUsage.rss() / 1e6;
}

/** Since the process was started; 0 where the system does not tell. */
function highWaterMB(): number {
  if (!existsSync(STATUS)) return 0;
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(STATUS, 'utf8'))?.[1];
  return (Number(kibibytes ?? 0) * 1024) / 1e6;
}
