import { Admission } from '@fanfold/emulators/host/admission';
import { Pusher } from '@fanfold/emulators/host/pusher';
import type { Message } from '@google-cloud/pubsub';
import { nowMs } from '../clock.ts';
import type { RowKind, Sent } from './feed.ts';

export interface PushedFunctionOptions {
  /** Requests that an instance takes at a time. */
  concurrency: number;
  handle: (text: string) => Promise<void>;
}

/** One instance behind the push of Pub/Sub and the admission of Cloud Run, both as they are documented; and what they have seen. */
export class PushedFunction {
  readonly #admission: Admission;
  readonly #pusher: Pusher;
  readonly #handle: PushedFunctionOptions['handle'];
  #messages = 0;
  #open = 0;
  peakOpen = 0;
  refused = 0;
  /** Of each request that was let in, ms. */
  readonly handleMs: number[] = [];
  /** From publishing to the acknowledgement, ms. */
  readonly latencyMs: Record<RowKind, number[]> = { goal: [], urgent: [], quiet: [] };

  constructor({ concurrency, handle }: PushedFunctionOptions) {
    this.#admission = new Admission(concurrency);
    this.#handle = handle;
    this.#pusher = new Pusher({ push: (message) => this.#push(message), firstRetryMs: 1_000, lastRetryMs: 60_000 });
  }

  get open(): number {
    return this.#open;
  }

  /** Returns when the message is acknowledged. */
  publish({ text, kind }: Sent): Promise<void> {
    const publishedMs = nowMs();
    return new Promise((done) => {
      const message = {
        id: String(++this.#messages),
        data: Buffer.from(text),
        ack: () => {
          this.latencyMs[kind].push(nowMs() - publishedMs);
          done();
        },
        nack: () => this.#pusher.take(message as unknown as Message),
      };
      this.#pusher.take(message as unknown as Message);
    });
  }

  /** What has been measured so far does not count. */
  reset(): void {
    this.peakOpen = this.#open;
    this.refused = 0;
    for (const samples of [this.handleMs, ...Object.values(this.latencyMs)]) samples.length = 0;
  }

  stop(): void {
    this.#pusher.stop();
  }

  async #push({ data }: Message): Promise<boolean> {
    if (!(await this.#admission.enter())) {
      this.refused++;
      return false;
    }
    const startedMs = nowMs();
    this.peakOpen = Math.max(this.peakOpen, ++this.#open);
    try {
      await this.#handle(data.toString());
      this.handleMs.push(nowMs() - startedMs);
      return true;
    } finally {
      this.#open--;
      this.#admission.leave();
    }
  }
}
