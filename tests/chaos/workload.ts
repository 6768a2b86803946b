import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from './random.ts';
import { ConnectionGoneError, SqlClient } from './sql.ts';
import type { Database } from './servers.ts';
import { randomTransaction } from './transactions.ts';

export interface WorkloadOptions {
  database: Database;
  /** Database name. */
  name: string;
  clients: number;
  /** Transactions of all clients together. */
  transactions: number;
  signal: AbortSignal;
}

/** Clients that write at the same time. They go on, past the given number, until they are told to end. */
export class Workload {
  readonly #options: WorkloadOptions;
  readonly #random: Random;
  readonly #failing = new AbortController();
  readonly #signal: AbortSignal;
  readonly #waiting = new Set<() => void>();
  #done = 0;
  #ending = false;
  #paused = 0;
  #running = 0;
  committed = 0;
  rows = 0;

  constructor(random: Random, options: WorkloadOptions) {
    this.#random = random;
    this.#options = options;
    this.#signal = AbortSignal.any([options.signal, this.#failing.signal]);
    this.#signal.addEventListener('abort', () => this.#wake());
  }

  /** Resolves when at least the given number of transactions is done and `end` was called. */
  async run(): Promise<void> {
    const { clients } = this.#options;
    const forks = Array.from({ length: clients }, (_, i) => this.#random.fork(`client ${String(i)}`));
    const results = await Promise.allSettled(forks.map((fork) => this.#client(fork)));
    this.end();
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }

  end(): void {
    this.#ending = true;
    this.#wake();
  }

  /** Resolves when this part (0 to 1) of the given number of transactions is done. */
  async reached(part: number): Promise<void> {
    await this.#until(() => this.#done >= part * this.#options.transactions);
  }

  /** Resolves when so many more transactions are done, or none will be. */
  async more(count: number): Promise<void> {
    const from = this.#done;
    await this.#until(() => this.#done >= from + count || this.#ending || this.#paused > 0);
  }

  /** Runs the task while nobody else writes. */
  async alone<T>(task: () => Promise<T>): Promise<T> {
    this.#paused++;
    this.#wake();
    try {
      await this.#until(() => this.#running === 0);
      return await task();
    } finally {
      this.#paused--;
      this.#wake();
    }
  }

  async #client(random: Random): Promise<void> {
    const { database, name, transactions } = this.#options;
    const client = new SqlClient(database, name);
    try {
      while (!this.#signal.aborted && !(this.#ending && this.#done >= transactions)) {
        await this.#until(() => this.#paused === 0);
        this.#running++;
        try {
          await this.#transaction(client, random);
        } finally {
          this.#running--;
          this.#done++;
          this.#wake();
        }
        // Past its number it only keeps the tables moving.
        await wait(this.#done < transactions ? random.int(0, 6) : random.int(5, 40));
      }
    } catch (error) {
      this.#failing.abort();
      throw error;
    } finally {
      client.close();
    }
  }

  async #transaction(client: SqlClient, random: Random): Promise<void> {
    const statements = randomTransaction(random);
    const isRolledBack = random.chance(0.12);
    try {
      await client.connection(this.#signal);
      await client.run('BEGIN');
      let rows = 0;
      for (const [sql, values] of statements) rows += (await client.run(sql, values)) ?? 0;
      await client.run(isRolledBack ? 'ROLLBACK' : 'COMMIT');
      if (isRolledBack || rows === 0) return;
      this.committed++;
      this.rows += rows;
    } catch (error) {
      if (!(error instanceof ConnectionGoneError) && !this.#signal.aborted) throw error;
    }
  }

  async #until(condition: () => boolean): Promise<void> {
    while (!condition() && !this.#signal.aborted) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
