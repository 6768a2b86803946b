import { setTimeout as wait } from 'node:timers/promises';
import pLimit from 'p-limit';
import { postEvent } from '../post-event.ts';

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
  readonly #atOnce = pLimit(AT_ONCE);

  /** Returns when the function has answered with 2xx, or there is no more hope. One that waits for its next attempt holds up no other. */
  async deliver(event: OutgoingEvent): Promise<void> {
    const { signal } = this.#stopped;
    const deadline = performance.now() + GIVE_UP_MS;
    for (let attempt = 0; !signal.aborted && performance.now() < deadline; attempt++) {
      if (await this.#atOnce(() => postEvent(event.url, { ...event, signal }))) return;
      const ms = Math.min(FIRST_RETRY_MS * 2 ** attempt, LAST_RETRY_MS);
      await wait(ms, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  stop(): void {
    this.#stopped.abort();
  }
}
