import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleFunctions } from '@fanfold/tools/build/bundle';
import { logFileOf, workFolder } from '@fanfold/emulators/processes';
import { environmentOf, type Job } from './job.ts';
import type { Told } from './meter.ts';

export type Program = 'reader' | 'connector';

export interface Drained {
  /** From the request of the dump to the last row. */
  seconds: number;
  rowsPerSecond: number;
  /** Of the process, user and system. */
  cpuSeconds: number;
  rssStartMB: number;
  rssPeakMB: number;
}

const bundleOf = (program: Program): string => resolve(workFolder, 'bench', `${program}-process.mjs`);

/** Measured is what is deployed: one bundle, plain Node. */
export async function bundlePrograms(): Promise<void> {
  for (const program of ['reader', 'connector'] as const) {
    const entry = fileURLToPath(new URL(`${program}-process.ts`, import.meta.url));
    await bundleFunctions(entry, bundleOf(program));
  }
}

/** A reader or a connector in a process of its own, freshly started, as its parent sees it. */
export class MeasuredProcess {
  readonly #program: Program;
  readonly #child: ChildProcess;
  readonly #gone: Promise<never>;
  readonly #told: Told[] = [];

  private constructor(program: Program, job: Job, onRows: (rows: number) => void) {
    this.#program = program;
    const logFile = logFileOf(`bench-${program}`);
    mkdirSync(dirname(logFile), { recursive: true });
    const log = openSync(logFile, 'w');
    this.#child = fork(bundleOf(program), {
      env: { ...process.env, ...environmentOf(job) },
      execArgv: [],
      stdio: ['ignore', log, 'inherit', 'ipc'],
    });
    closeSync(log);
    this.#gone = once(this.#child, 'exit').then(() =>
      Promise.reject(new Error(`the ${program} ended; its log is ${logFile}`)),
    );
    // Those who wait hear of it; at the end nobody does.
    this.#gone.catch(() => undefined);
    this.#child.on('message', (told: Told) => {
      this.#told.push(told);
      if (told.event === 'rows') onRows(told.rows);
    });
  }

  /** Returns when the dump has been asked for. */
  static async start(
    program: Program,
    job: Job,
    onRows: (rows: number) => void = () => undefined,
  ): Promise<MeasuredProcess> {
    const measured = new MeasuredProcess(program, job, onRows);
    await measured.#tells('ready');
    return measured;
  }

  /** When it had so many rows, in ms of `nowMs()`; only where single rows are timed. */
  async hadAt(rows: number): Promise<number> {
    return (await this.#tells('rows', rows)).atMs;
  }

  async drained(): Promise<Drained> {
    const [ready, end] = [await this.#tells('ready'), await this.#tells('drained')];
    const seconds = (end.atMs - ready.atMs) / 1000;
    return {
      seconds,
      rowsPerSecond: end.rows / seconds,
      cpuSeconds: end.cpuSeconds,
      rssStartMB: ready.rssMB,
      rssPeakMB: end.rssMB,
    };
  }

  /** Lets it end by itself: the connector saves its position. */
  async stop(): Promise<void> {
    if (this.#child.connected) this.#child.send('stop');
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
    const { exitCode } = this.#child;
    if (exitCode !== 0) throw new Error(`the ${this.#program} ended with ${exitCode ?? 'a signal'}`);
  }

  /** Ends it in any case. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** The first that it told of this kind, and of so many rows where they count. */
  async #tells<Event extends Told['event']>(event: Event, rows = 0): Promise<Extract<Told, { event: Event }>> {
    for (;;) {
      const found = this.#told.find((told) => told.event === event && (!('rows' in told) || told.rows >= rows));
      if (found) return found as Extract<Told, { event: Event }>;
      await Promise.race([once(this.#child, 'message'), this.#gone]);
    }
  }
}
