import { createRequire } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import { isFree } from '../ports.ts';
import { type Part, startPart } from '../processes.ts';

const START_MS = 60_000;
const frameworkMain = createRequire(import.meta.url)
  .resolve('@google-cloud/functions-framework')
  .replace(/index\.js$/, 'main.js');

export interface FunctionProcessOptions {
  name: string;
  /** Bundle that exports the function. */
  source: string;
  target: string;
  port: number;
  env: Record<string, string>;
  /** Gets every line the process prints. */
  onLine?: (line: string) => void;
}

/** One functions-framework process: what one Cloud Run instance of a deployed function is. */
export class FunctionProcess {
  readonly #options: FunctionProcessOptions;
  #part: Part | undefined;

  constructor(options: FunctionProcessOptions) {
    this.#options = options;
  }

  /** The process that runs at the moment. */
  get part(): Part {
    if (!this.#part) throw new Error(`Function ${this.#options.name} has not been started.`);
    return this.#part;
  }

  /** Returns when it answers. @throws with its last words when it ends instead */
  async start(): Promise<void> {
    const { name, source, target, port, env, onLine } = this.#options;
    if (!(await isFree(port))) throw new Error(`Port ${port} of function ${name} is taken; choose another portFrom.`);
    const args = [`--source=${source}`, `--target=${target}`, '--signature-type=cloudevent', `--port=${port}`];
    let lastLines: string[] = [];
    const part = startPart(`${name}-${port}`, process.execPath, [frameworkMain, ...args], {
      env: { ...process.env, NODE_ENV: 'production', K_SERVICE: name, ...env },
      onLine: (line) => {
        lastLines = [...lastLines, line].slice(-30);
        onLine?.(line);
      },
    });
    this.#part = part;
    const deadline = performance.now() + START_MS;
    // The framework listens once it has loaded the function.
    while (await isFree(port)) {
      if (part.child.exitCode !== null || part.child.signalCode !== null || performance.now() > deadline) {
        await this.kill();
        throw new Error(`Function ${name} did not start:\n${lastLines.join('\n')}`);
      }
      await wait(50);
    }
  }

  /** Ends it at once, as a crash does. */
  async kill(): Promise<void> {
    await this.#part?.stop('SIGKILL');
  }
}
