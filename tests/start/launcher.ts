import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '@fanfold/emulators/ports';
import { PORTS, type PortName } from '@fanfold/emulators/start/options';
import { root } from '@fanfold/tools/root';
import { processesWith } from '@fanfold/emulators/run-mark';

type Ports = Record<PortName, number>;

const VARIABLE = 'FANFOLD_TEST_LAUNCHER';

/** `npm start` on free ports, in a process of its own. */
export class Launcher {
  readonly child: ChildProcess;
  readonly ports: Ports;
  readonly #id = randomUUID();
  readonly #ended: Promise<unknown>;
  #output = '';

  private constructor(ports: Ports, args: readonly string[]) {
    this.ports = ports;
    const moved = Object.entries(ports).flatMap(([name, port]) => [`--port-${name}`, String(port)]);
    this.child = spawn(process.execPath, ['--import', 'tsx', resolve(root, 'emulators/start.ts'), ...moved, ...args], {
      env: { ...process.env, [VARIABLE]: this.#id },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    this.#ended = once(this.child, 'exit');
  }

  static async start(...args: string[]): Promise<Launcher> {
    return new Launcher(await freePorts(), args);
  }

  get output(): string {
    return this.#output;
  }

  /** Resolves when it has printed this. @throws when it ends before */
  async printed(text: string): Promise<void> {
    const ended = this.#ended.then(() => Promise.reject(new Error(`it ended without "${text}":\n${this.#output}`)));
    ended.catch(() => undefined);
    while (!this.#output.includes(text)) await Promise.race([ended, once(this.child.stdout as Readable, 'data')]);
  }

  /** Exit code; null after SIGKILL. */
  async end(): Promise<number | null> {
    await this.#ended;
    return this.child.exitCode;
  }

  /** Processes it has started, however far down, that still run. */
  processes(): number[] {
    return processesWith(VARIABLE, this.#id).filter((pid) => pid !== this.child.pid);
  }

  async untilNoneLeft(): Promise<void> {
    while (this.processes().length > 0) await wait(50);
  }
}

async function freePorts(): Promise<Ports> {
  const names = Object.keys(PORTS) as PortName[];
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await freePort()] as const))) as Ports;
}
