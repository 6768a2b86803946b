import { Latency } from './latency.ts';

/** The live line: what has been entered, and how soon listeners had it. */
export class Figures {
  /** To the scorecard. */
  readonly latency = new Latency();
  /** To re-ranked standings. */
  readonly standings = new Latency();
  fans = 0;
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
    const times = (latency: Latency) =>
      [0.5, 0.95].map((q) => `p${q * 100} ${latency.quantile(q) ?? '-'} ms`).join(' ');
    const events = `${this.latency.events} of ${this.#entered} events`;
    const ranked = this.fans > 0 ? `, to ranks of ${this.fans} fans ${times(this.standings)}` : '';
    const line = `${events}, commit to listener ${times(this.latency)}${ranked}, ${this.listeners} listeners`;
    process.stdout.write(process.stdout.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  }
}
