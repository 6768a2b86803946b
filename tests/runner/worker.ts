import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FileResult } from './worker-main.ts';

const program = fileURLToPath(new URL('worker-main.ts', import.meta.url));

/** Runs spec files one after the other, with a database server of its own in their environment: specs change the server's settings. */
export class Worker {
  readonly #env: Record<string, string>;

  constructor(env: Record<string, string>) {
    this.#env = env;
  }

  /** Runs one file, in a process that ends with it: what a spec leaves behind costs no other one memory. */
  async run(file: string): Promise<FileResult> {
    const child = fork(program, { env: { ...process.env, ...this.#env } });
    const startedAt = performance.now();
    const ended = once(child, 'exit');
    child.send(file);
    const [result] = (await Promise.race([once(child, 'message'), ended.then(() => [])])) as FileResult[];
    if (result) {
      child.kill('SIGKILL');
      await ended;
      return result;
    }
    const how = child.signalCode ?? `code ${child.exitCode}`;
    const failures = `  The process of this file ended (${how}).\n`;
    return { passed: 0, failed: 1, ms: performance.now() - startedAt, printed: '', failures };
  }
}
