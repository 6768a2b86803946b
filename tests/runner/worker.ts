import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Batch, SpecFile } from './spec-files.ts';
import type { FileResult } from './worker-main.ts';

const program = fileURLToPath(new URL('worker-main.ts', import.meta.url));

/** Runs spec files one after the other, with a database server of its own in their environment: specs change the server's settings. */
export class Worker {
  readonly #env: Record<string, string>;

  constructor(env: Record<string, string>) {
    this.#env = env;
  }

  /** Runs files one after the other in a process that ends with them: what specs leave behind costs no other process memory. */
  async run(batch: Batch, report: (file: SpecFile, result: FileResult) => void): Promise<void> {
    const child = fork(program, { env: { ...process.env, ...this.#env } });
    const ended = once(child, 'exit').then(() => []);
    for (const file of batch) {
      const startedAt = performance.now();
      if (child.connected) child.send(file.path);
      const [result] = (await Promise.race([once(child, 'message'), ended])) as FileResult[];
      report(file, result ?? lost(child.signalCode ?? `code ${child.exitCode}`, performance.now() - startedAt));
    }
    child.kill('SIGKILL');
    await ended;
  }
}

/** Of a file whose process has ended before it. */
function lost(how: string, ms: number): FileResult {
  const failures = `  The process of this file ended (${how}).\n`;
  return { passed: 0, failed: 1, ms, printed: '', failures, brief: failures };
}
