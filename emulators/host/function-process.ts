import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

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
  #child: ChildProcess | undefined;
  #lastLines: string[] = [];

  constructor(options: FunctionProcessOptions) {
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Returns when it answers. @throws with its last words when it ends instead */
  async start(): Promise<void> {
    const { name, source, target, port, env } = this.#options;
    await assertFree(name, port);
    const args = [
      frameworkMain,
      `--source=${source}`,
      `--target=${target}`,
      '--signature-type=cloudevent',
      `--port=${port}`,
    ];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, NODE_ENV: 'production', K_SERVICE: name, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) this.#readLines(stream);
    const deadline = performance.now() + START_MS;
    while (!(await answers(port))) {
      if (child.exitCode !== null || child.signalCode !== null || performance.now() > deadline) {
        await this.kill();
        throw new Error(`Function ${name} did not start:\n${this.#lastLines.join('\n')}`);
      }
      await wait(50);
    }
  }

  /** Ends it at once, as a crash does. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  #readLines(stream: NodeJS.ReadableStream): void {
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      this.#lastLines = [...this.#lastLines, ...lines].slice(-30);
      for (const line of lines) this.#options.onLine?.(line);
    });
  }
}

/** The framework answers 404 here without calling the function. */
async function answers(port: number): Promise<boolean> {
  try {
    await fetch(`http://127.0.0.1:${port}/favicon.ico`);
    return true;
  } catch {
    return false;
  }
}

async function assertFree(name: string, port: number): Promise<void> {
  const server = createServer();
  server.listen(port, '0.0.0.0');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new Error(`Port ${port} of function ${name} is taken; choose another portFrom.`, { cause: error });
  }
  server.close();
  await once(server, 'close');
}
