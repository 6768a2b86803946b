import { setTimeout as wait } from 'node:timers/promises';

const AT_ONCE = 200;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;

/** Posts events to a function until it takes them: at least once each, in no order, many at a time. */
export class EventDelivery {
  readonly #url: string;
  readonly #stopped = new AbortController();
  readonly #waiting: (() => void)[] = [];
  #free = AT_ONCE;

  constructor(url: string) {
    this.#url = url;
  }

  /**
   * Returns when the function has answered with 2xx, or all deliveries were stopped. One that waits for its next attempt holds up no other.
   *
   * @param event a structured CloudEvent, asked for when it is its turn
   * @throws what `event` throws
   */
  async deliver(event: () => object): Promise<void> {
    const { signal } = this.#stopped;
    for (let attempt = 0; !signal.aborted; attempt++) {
      if (await this.#inTurn(() => this.#post(JSON.stringify(event())))) return;
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

  async #post(body: string): Promise<boolean> {
    const headers = { 'content-type': 'application/cloudevents+json; charset=utf-8' };
    try {
      const answer = await fetch(this.#url, { method: 'POST', headers, body, signal: this.#stopped.signal });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      // Its process is down.
      return false;
    }
  }
}
