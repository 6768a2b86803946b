import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

const AT_ONCE = 200;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;
/** Eventarc goes on for a day; here a function that is away for so long will not come back. */
const GIVE_UP_MS = 600_000;

export interface OutgoingEvent {
  url: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** Posts events to functions until they take them: at least once each, in no order, many at a time. */
export class EventDelivery {
  readonly #stopped = new AbortController();
  readonly #waiting: (() => void)[] = [];
  #free = AT_ONCE;

  constructor() {
    // Every post under way listens, and those that are over until memory is cleared: no leak, and no news for a reader of the console.
    setMaxListeners(0, this.#stopped.signal);
  }

  /** Returns when the function has answered with 2xx, or there is no more hope. One that waits for its next attempt holds up no other. */
  async deliver(event: OutgoingEvent): Promise<void> {
    const { signal } = this.#stopped;
    const deadline = performance.now() + GIVE_UP_MS;
    for (let attempt = 0; !signal.aborted && performance.now() < deadline; attempt++) {
      if (await this.#inTurn(() => this.#post(event))) return;
      const ms = Math.min(FIRST_RETRY_MS * 2 ** attempt, LAST_RETRY_MS);
      await wait(ms, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  stop(): void {
    this.#stopped.abort();
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((turn) => this.#waiting.push(turn));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }

  async #post({ url, headers, body }: OutgoingEvent): Promise<boolean> {
    try {
      const answer = await fetch(url, { method: 'POST', headers, body, signal: this.#stopped.signal });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      // Its process is down.
      return false;
    }
  }
}
