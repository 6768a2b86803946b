import type { Message } from '@google-cloud/pubsub';
import { PushWindow } from './push-window.ts';

export interface PusherOptions {
  /** @returns whether the message is done with */
  push: (message: Message) => Promise<boolean>;
  /** A message that failed comes again after so long, twice as long each time. */
  firstRetryMs: number;
  lastRetryMs: number;
}

/** Pushes the messages of one subscription within its window, in no order, and acknowledges those that are done with. */
export class Pusher {
  readonly #options: PusherOptions;
  readonly #window = new PushWindow();
  readonly #waiting: Message[] = [];
  /** Failed attempts, by the message's id. */
  readonly #failures = new Map<string, number>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #isWaitingForBackoff = false;
  #isStopped = false;

  constructor(options: PusherOptions) {
    this.#options = options;
  }

  readonly take = (message: Message): void => {
    this.#waiting.push(message);
    this.#pushNext();
  };

  stop(): void {
    this.#isStopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #pushNext(): void {
    const now = performance.now();
    while (!this.#isStopped && this.#waiting.length > 0 && this.#window.take(now))
      void this.#push(this.#waiting.shift() as Message, now);
    if (this.#waiting.length === 0 || this.#isWaitingForBackoff || now >= this.#window.resumesAtMs) return;
    this.#isWaitingForBackoff = true;
    this.#after(this.#window.resumesAtMs - now, () => {
      this.#isWaitingForBackoff = false;
      this.#pushNext();
    });
  }

  async #push(message: Message, sentAtMs: number): Promise<void> {
    const isDone = await this.#options.push(message);
    const now = performance.now();
    if (isDone) {
      this.#window.succeeded(sentAtMs, now);
      this.#failures.delete(message.id);
      message.ack();
    } else {
      this.#window.failed(sentAtMs, now);
      this.#retry(message);
    }
    this.#pushNext();
  }

  /** By hand: the emulator delivers again at once, whatever the retry policy. */
  #retry(message: Message): void {
    const failures = this.#failures.get(message.id) ?? 0;
    this.#failures.set(message.id, failures + 1);
    const { firstRetryMs, lastRetryMs } = this.#options;
    this.#after(Math.min(firstRetryMs * 2 ** failures, lastRetryMs), () => message.nack());
  }

  #after(ms: number, work: () => void): void {
    if (this.#isStopped) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, Math.ceil(ms));
    this.#timers.add(timer);
  }
}
