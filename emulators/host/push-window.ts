/** "A small single-digit window size" in the documentation. */
const FIRST_WINDOW = 5;
/** From here on the window grows linearly, and this is what a slow or failing endpoint keeps. */
const LINEAR_FROM = 3_000;
const SLOW_MS = 1_000;
const LEAST_ACKED = 0.99;
/** How much the newest answer weighs in the averages. */
const WEIGHT = 0.01;
const FIRST_BACKOFF_MS = 100;
const LAST_BACKOFF_MS = 60_000;

/**
 * Flow control of one push subscription, as https://cloud.google.com/pubsub/docs/push documents it: the push window (requests under way) starts
 * small, grows by every success and shrinks by failures; and failures stop all pushes for 100 ms to 60 s, exponentially. How failures are
 * counted is not documented: here those of requests that were sent before the last backoff began, as when an instance dies with many under way, are one.
 *
 *     const window = new PushWindow();
 *     window.take(0); // true, five times; then false until an answer comes
 *     window.failed(0, 10); // nothing is sent before window.resumesAtMs, 110
 */
export class PushWindow {
  #size = FIRST_WINDOW;
  #underWay = 0;
  #meanMs = 0;
  #ackedShare = 1;
  #backoffMs = 0;
  #backoffFromMs = -1;
  #resumesAtMs = 0;

  /** Requests that may be under way. */
  get size(): number {
    return Math.floor(this.#size);
  }

  /** When a backoff ends. */
  get resumesAtMs(): number {
    return this.#resumesAtMs;
  }

  /** Takes a place for a request. @returns false when there is none now */
  take(nowMs: number): boolean {
    if (nowMs < this.#resumesAtMs || this.#underWay >= this.size) return false;
    this.#underWay++;
    return true;
  }

  succeeded(sentAtMs: number, nowMs: number): void {
    this.#underWay--;
    this.#meanMs += WEIGHT * (nowMs - sentAtMs - this.#meanMs);
    this.#ackedShare += WEIGHT * (1 - this.#ackedShare);
    this.#backoffMs = 0;
    if (this.#size < LINEAR_FROM) this.#size += 1;
    else if (this.#meanMs > SLOW_MS || this.#ackedShare < LEAST_ACKED) this.#size = LINEAR_FROM;
    else this.#size += 1 / this.#size;
  }

  /** An answer that is no success, or none. */
  failed(sentAtMs: number, nowMs: number): void {
    this.#underWay--;
    this.#ackedShare -= WEIGHT * this.#ackedShare;
    if (sentAtMs <= this.#backoffFromMs) return;
    this.#size = this.#size > LINEAR_FROM ? LINEAR_FROM : Math.max(1, this.#size / 2);
    this.#backoffMs = Math.min(Math.max(FIRST_BACKOFF_MS, this.#backoffMs * 2), LAST_BACKOFF_MS);
    this.#backoffFromMs = nowMs;
    this.#resumesAtMs = nowMs + this.#backoffMs;
  }
}
