import { setTimeout as wait } from 'node:timers/promises';
import type { ChaosOptions } from './changelog.ts';
import type { Fault } from './faults/fault.ts';
import { describe, planFaults } from './faults/faults.ts';
import { Random } from './random.ts';
import { type Summary, roundLine } from './report.ts';
import { ChaosError, compare, runRound } from './round.ts';
import type { StandingStage } from './stage.ts';
import { Workload } from './workload.ts';

const SHOWN_LINES = 80;

/** The rounds of one stage, and what they add up to. */
export class Run {
  readonly #options: ChaosOptions;
  readonly #stage: StandingStage;
  readonly #allowed: readonly Fault[];
  readonly #ddls: readonly Fault[];
  readonly #startMs = performance.now();
  readonly #faults: Record<string, number> = {};
  #server = '';
  #transactions = 0;
  #rowChanges = 0;
  #passed = 0;
  #now = '';
  #failure: { text: string; lost: number; wrong: number } | null = null;

  constructor(options: ChaosOptions, stage: StandingStage, allowed: readonly Fault[], ddls: readonly Fault[]) {
    this.#options = options;
    this.#stage = stage;
    this.#allowed = allowed;
    this.#ddls = ddls;
  }

  async start(): Promise<void> {
    const { sql, signal, connector } = this.#stage;
    const [row] = await sql.rows('SELECT VERSION() AS version', [], signal);
    this.#server = String(row?.['version']);
    connector.start();
  }

  async round(round: number): Promise<void> {
    const { seed, rounds, first, database, name, signal, print } = this.#options;
    const { observer, endings } = this.#stage;
    const random = new Random(`${String(seed)}/${String(round)}`);
    const faults = planFaults(random, this.#allowed, this.#ddls);
    this.#now = `round ${String(round)}: ${faults.map(describe).join(', ')}`;
    const workload = new Workload(random.fork('workload'), {
      database,
      name,
      clients: random.int(2, 5),
      transactions: random.int(20, 80),
      signal,
    });
    const [startMs, envelopes] = [performance.now(), observer.envelopes];
    observer.history.nextRound();
    await runRound({ ...this.#stage, workload }, faults, endings, name);
    this.#passed++;
    this.#transactions += workload.committed;
    this.#rowChanges += workload.rows;
    for (const { fault } of faults) this.#faults[fault.name] = (this.#faults[fault.name] ?? 0) + 1;
    print(
      roundLine({
        round: round - first + 1,
        rounds,
        seconds: (performance.now() - startMs) / 1000,
        elapsed: this.#elapsed,
        envelopes: observer.envelopes - envelopes,
        faults: faults.map(describe),
      }),
    );
  }

  /** The connector stops in good order, and nothing that comes late is wrong. */
  async end(): Promise<void> {
    const { connector, endings, signal } = this.#stage;
    this.#now = 'the end';
    endings.expect([]);
    await connector.stop();
    await wait(500, undefined, { signal });
    await compare(this.#stage, endings, this.#options.name, 0);
  }

  fail(error: unknown): void {
    const { seed, first, print } = this.#options;
    const differences = error instanceof ChaosError ? error.differences : [];
    const text = error instanceof ChaosError ? error.message : String((error as Error).stack ?? error);
    const lost = differences.filter(({ folded }) => folded === null).length;
    this.#failure = { text: `${this.#now}\n${text}`, lost, wrong: differences.length - lost };
    print(`the connector's last lines\n${this.#stage.connector.lines.slice(-SHOWN_LINES).join('\n')}`);
    print(`\nFAILED in ${this.#failure.text}`);
    print(`\nAgain: npm run chaos -- changelog --seed ${String(seed)} --first ${String(first + this.#passed)}`);
  }

  summary(): Summary {
    const { observer, endings, connector } = this.#stage;
    const { repeated, late, epochs } = observer.history;
    return {
      chaos: 'changelog',
      seed: this.#options.seed,
      rounds: this.#options.rounds,
      passed: this.#passed,
      seconds: Math.round(this.#elapsed),
      server: this.#server,
      transactions: this.#transactions,
      rowChanges: this.#rowChanges,
      messages: observer.messages,
      envelopes: observer.envelopes,
      repeated,
      late,
      faults: this.#faults,
      restarts: connector.restarts,
      endings: endings.count,
      epochs,
      lost: this.#failure?.lost ?? 0,
      wrong: this.#failure?.wrong ?? 0,
      failure: this.#failure?.text ?? null,
    };
  }

  get #elapsed(): number {
    return (performance.now() - this.#startMs) / 1000;
  }
}
