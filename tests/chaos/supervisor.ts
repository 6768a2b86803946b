import { setTimeout as wait } from 'node:timers/promises';
import { ConnectorProcess, type Ending, type LaunchOptions } from './connector-process.ts';

const KEPT_LINES = 300;
/** A connector that has lost its place must notice by then. */
const ZOMBIE_MS = 20_000;
const STOP_MS = 20_000;

/** Keeps one connector running, as an operator's supervisor does: whenever it ends it is started again. */
export class Supervisor {
  readonly #options: LaunchOptions;
  readonly #former: ConnectorProcess[] = [];
  readonly #lines: string[] = [];
  readonly #watchers = new Set<(line: string) => void>();
  #life = 0;
  #current: ConnectorProcess | null = null;
  /** For the next life, which then begins without the second that Node takes for the packages. */
  #next: ConnectorProcess | null = null;
  #wanted = false;
  readonly #onEnded: (ending: Ending) => void;

  constructor(options: LaunchOptions, onEnded: (ending: Ending) => void) {
    this.#options = options;
    this.#onEnded = onEnded;
  }

  get restarts(): number {
    return Math.max(0, this.#life - 1);
  }

  /** The last lines that the connectors have logged, each after the number of its life. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  start(): void {
    this.#wanted = true;
    if (!this.#current) this.#launch();
  }

  /** SIGKILL; it stays down until `start`. */
  async kill(): Promise<void> {
    this.#wanted = false;
    await this.#current?.kill();
  }

  /** SIGTERM; it stays down until `start`. */
  async stop(): Promise<void> {
    this.#wanted = false;
    await this.#current?.stop(STOP_MS);
  }

  /** The connector stands still, another takes its place, and then the first wakes up. */
  async usurp(frozenMs: number, signal: AbortSignal): Promise<void> {
    const former = this.#current;
    // One that waits for the lease goes on waiting, for any holder.
    if (!former?.hasStreamed) return;
    former.freeze(true);
    try {
      await wait(frozenMs, undefined, { signal });
      this.#former.push(former);
      this.#current = null;
      this.#launch();
      await this.logged('"event":"ready"', 5_000);
    } finally {
      former.freeze(false);
    }
    const late = wait(ZOMBIE_MS, null, { signal });
    if ((await Promise.race([former.ended, late])) === null)
      throw new Error(`a connector that was replaced still runs after ${String(ZOMBIE_MS / 1000)} s`);
  }

  /** SIGSTOP and SIGCONT. */
  async freeze(frozenMs: number, signal: AbortSignal): Promise<void> {
    const current = this.#current;
    current?.freeze(true);
    await wait(frozenMs, undefined, { signal }).finally(() => current?.freeze(false));
  }

  /** Resolves when the current connector has no snapshot left to make, or the time is up. */
  async ready(limitMs: number): Promise<void> {
    if (!this.#current?.hasBeenReady) await this.logged('"event":"ready"', limitMs);
  }

  /** Resolves when a line with this text is logged, or the time is up. */
  async logged(text: string, limitMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#watchers.delete(watch);
        resolve();
      };
      const watch = (line: string): void => void (line.includes(text) && end());
      const timer = setTimeout(end, limitMs);
      this.#watchers.add(watch);
    });
  }

  async close(): Promise<void> {
    this.#wanted = false;
    const living = [this.#current, this.#next, ...this.#former].filter((connector) => connector !== null);
    await Promise.all(living.map((connector) => connector.kill()));
  }

  #launch(): void {
    const life = ++this.#life;
    const connector = this.#next?.isRunning ? this.#next : new ConnectorProcess(this.#options);
    this.#next = null;
    this.#current = connector;
    connector.begin((line) => {
      this.#lines.push(`${String(life)}: ${line}`);
      if (this.#lines.length > 2 * KEPT_LINES) this.#lines.splice(0, KEPT_LINES);
      for (const watch of this.#watchers) watch(line);
      if (this.#wanted && line.includes('"event":"ready"')) this.#next ??= new ConnectorProcess(this.#options);
    });
    void connector.ended.then((ending) => this.#ended(connector, ending));
  }

  #ended(connector: ConnectorProcess, ending: Ending): void {
    this.#onEnded(ending);
    if (this.#current !== connector) {
      this.#former.splice(this.#former.indexOf(connector), 1);
      return;
    }
    this.#current = null;
    // Not at once: what it could not reach may be away for a while.
    setTimeout(
      () => {
        if (this.#wanted && !this.#current) this.#launch();
      },
      ending.isUnasked ? 100 : 0,
    );
  }
}
