import { Latency } from './latency.ts';

/** The live line: what has been entered, and how soon listeners had it. */
export class Figures {
  readonly latency = new Latency();
  listeners = 0;
  readonly #entered: number;
  #timer: NodeJS.Timeout | undefined;

  /** `entered`: events there will be in all. */
  constructor(entered: number) {
    this.#entered = entered;
  }

  start(): void {
    this.#timer = setInterval(() => this.#show(), process.stdout.isTTY ? 500 : 5_000);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#show();
    if (process.stdout.isTTY) process.stdout.write('\n');
  }

  #show(): void {
    const ms = (q: number) => `${this.latency.quantile(q) ?? '-'} ms`;
    const events = `${this.latency.events} of ${this.#entered} events`;
    const line = `${events}, commit to listener p50 ${ms(0.5)} p95 ${ms(0.95)}, ${this.listeners} listeners`;
    process.stdout.write(process.stdout.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  }
}
