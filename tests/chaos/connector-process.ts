import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from '@fanfold/emulators/processes';

/** How a life of the connector ended: a signal of ours, code 0, or the stable code that it gave. */
export interface Ending {
  reason: string;
  /** It ended by itself. */
  isUnasked: boolean;
  /** Its last words. */
  message: string;
}

export interface LaunchOptions {
  /** The bundled connector. */
  bundle: string;
  configFile: string;
  env: Record<string, string>;
  onLine: (line: string) => void;
}

/** One life of the connector, a process of its own. */
export class ConnectorProcess {
  readonly ended: Promise<Ending>;
  /** It has held the lease. */
  hasStreamed = false;
  readonly #child: ChildProcess;
  #asked: string | null = null;
  #failed: { code?: string; message?: string } = {};
  #lastError = '';
  #hasSpoken = false;

  constructor({ bundle, configFile, env, onLine }: LaunchOptions) {
    const child = spawn(process.execPath, ['--enable-source-maps', bundle, '--config', configFile], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    this.#child = child;
    const onExit = () => this.#signal('SIGKILL');
    process.on('exit', onExit);
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.#hasSpoken = true;
      onLine(line);
      if (line.includes('"event":"streaming"')) this.hasStreamed = true;
      if (line.includes('"event":"failed"')) this.#failed = JSON.parse(line) as { code?: string; message?: string };
    });
    createInterface({ input: child.stderr }).on('line', (line) => {
      onLine(line);
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
