import { guardRun, killMarked } from '../run-mark.ts';
import type { Part } from '../processes.ts';

/** Everything that was started, and the one way in which all of it ends. */
export class Supervisor {
  readonly #mark = guardRun();
  readonly #stops: (() => Promise<unknown>)[] = [];
  readonly #crashed: (part: string, how: string) => void;
  #stopping: Promise<void> | undefined;

  /** `crashed` is called when a part ends that nobody stopped. */
  constructor(crashed: (part: string, how: string) => void) {
    this.#crashed = crashed;
  }

  /** Watches a process from here on, and stops it when all stops. */
  watch(part: Part, stop: () => Promise<unknown> = () => part.stop()): void {
    this.onStop(stop);
    void part.ended.then((how) => this.reportCrash(part.name, how));
  }

  /** A part has ended that nobody stopped, unless all stops. */
  reportCrash(part: string, how: string): void {
    if (!this.isStopping) this.#crashed(part, how);
  }

  get isStopping(): boolean {
    return this.#stopping !== undefined;
  }

  onStop(stop: () => unknown): void {
    this.#stops.push(() => Promise.resolve(stop()));
  }

  /** Stops everything, last first; what resists is ended by force. */
  stop(): Promise<void> {
    this.#stopping ??= (async () => {
      for (const stop of this.#stops.reverse()) await stop().catch(() => undefined);
      killMarked(this.#mark);
    })();
    return this.#stopping;
  }
}
