import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from '@fanfold/tools/root';

/** How a life of the connector ended: a signal of ours, code 0, or the stable code that it gave. */
export interface Ending {
  reason: string;
  /** It ended by itself. */
  isUnasked: boolean;
  /** Its last words. */
  message: string;
}

export interface LaunchOptions {
  /** Loads the connector's packages, and runs the connector when it reads a line. */
  script: string;
  configFile: string;
  env: Record<string, string>;
}

/** One life of the connector, a process of its own: it waits, with its packages loaded, until it is told to begin. */
export class ConnectorProcess {
  readonly ended: Promise<Ending>;
  /** It has held the lease. */
  hasStreamed = false;
  /** It has read the stream, and no snapshot was missing. */
  hasBeenReady = false;
  readonly #child: ChildProcess;
  #asked: string | null = null;
  #failed: { code?: string; message?: string } = {};
  #lastError = '';
  #hasSpoken = false;
  #onLine: (line: string) => void = () => undefined;

  constructor({ script, configFile, env }: LaunchOptions) {
    const child = spawn(process.execPath, ['--enable-source-maps', script, '--config', configFile], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    this.#child = child;
    child.stdin.on('error', () => undefined);
    const onExit = () => this.#signal('SIGKILL');
    process.on('exit', onExit);
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.#hasSpoken = true;
      this.#onLine(line);
      if (line.includes('"event":"streaming"')) this.hasStreamed = true;
      if (line.includes('"event":"ready"')) this.hasBeenReady = true;
      if (line.includes('"event":"failed"')) this.#failed = JSON.parse(line) as { code?: string; message?: string };
    });
    createInterface({ input: child.stderr }).on('line', (line) => {
      this.#onLine(line);
      this.#lastError = line;
    });
    this.ended = new Promise((resolve) => {
      child.on('close', (code, signal) => {
        process.off('exit', onExit);
        resolve(this.#ending(code, signal));
      });
      child.on('error', (error) => resolve({ reason: error.message, isUnasked: true, message: '' }));
    });
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  begin(onLine: (line: string) => void): void {
    this.#onLine = onLine;
    this.#child.stdin?.write('\n');
  }

  async kill(): Promise<void> {
    this.#asked ??= 'kill';
    this.#signal('SIGKILL');
    await this.ended;
  }

  /** Asks it to end, and ends it by force when it does not. */
  async stop(graceMs: number): Promise<Ending> {
    this.#asked ??= 'stop';
    this.#signal('SIGTERM');
    const force = setTimeout(() => this.#signal('SIGKILL'), graceMs);
    const ending = await this.ended;
    clearTimeout(force);
    return ending;
  }

  freeze(isFrozen: boolean): void {
    this.#signal(isFrozen ? 'SIGSTOP' : 'SIGCONT');
  }

  #signal(signal: NodeJS.Signals): void {
    try {
      if (this.#child.pid !== undefined && this.isRunning) process.kill(this.#child.pid, signal);
    } catch {
      // It has just ended.
    }
  }

  #ending(code: number | null, signal: string | null): Ending {
    const { code: stable, message = this.#lastError } = this.#failed;
    if (stable !== undefined) return { reason: String(stable), isUnasked: true, message };
    const reason = signal ?? `exit code ${String(code)}`;
    // Before its first words it cannot know yet how to stop in good order.
    const wasStopped = this.#asked === 'stop' && (code === 0 || (signal === 'SIGTERM' && !this.#hasSpoken));
    const wasAsked = (this.#asked === 'kill' && signal === 'SIGKILL') || wasStopped;
    return { reason, isUnasked: !wasAsked, message };
  }
}
