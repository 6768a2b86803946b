/** Requests wait so long for an instance that is full: https://cloud.google.com/run/docs/about-concurrency */
const LONGEST_WAIT_MS = 10_000;

/**
 * Has an instance take no more requests at a time than its function declares. Others wait, first come, first served, and are refused after ten
 * seconds, as Cloud Run does with 429.
 */
export class Admission {
  readonly #longestWaitMs: number;
  readonly #waiting: ((isAdmitted: boolean) => void)[] = [];
  #free: number;

  constructor(concurrency: number, longestWaitMs = LONGEST_WAIT_MS) {
    this.#free = concurrency;
    this.#longestWaitMs = longestWaitMs;
  }

  /** A request that is let in must `leave`. @returns false when there was no place in time */
  async enter(): Promise<boolean> {
    if (this.#free > 0) {
      this.#free--;
      return true;
    }
    return new Promise<boolean>((resolve) => {
      const admit = (isAdmitted: boolean) => {
        clearTimeout(timer);
        resolve(isAdmitted);
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(admit), 1);
        resolve(false);
      }, this.#longestWaitMs);
      this.#waiting.push(admit);
    });
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next) next(true);
    else this.#free++;
  }
}
