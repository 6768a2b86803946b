import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FileResult } from './worker-main.ts';

const program = fileURLToPath(new URL('worker-main.ts', import.meta.url));

/** A process for spec files, with a database server of its own in its environment: specs change the server's settings. */
export class Worker {
  readonly #env: Record<string, string>;
  #child: ChildProcess | undefined;

  constructor(env: Record<string, string>) {
    this.#env = env;
  }

  /** Runs one file. A process that ends with it is a failure, and the next file has another one. */
  async run(file: string): Promise<FileResult> {
    const child = (this.#child ??= fork(program, { env: { ...process.env, ...this.#env } }));
    const startedAt = performance.now();
    child.send(file);
    const [result] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [])])) as FileResult[];
    if (result) return result;
    this.#child = undefined;
    const how = child.signalCode ?? `code ${child.exitCode}`;
    const failures = `  The process of this file ended (${how}).\n`;
    return { passed: 0, failed: 1, ms: performance.now() - startedAt, printed: '', failures };
  }

  stop(): void {
    this.#child?.disconnect();
  }
}
