import { type Part, startPart } from '../processes.ts';
import type { Instance, Listening } from './instance.ts';
import { anonymousMiB, heapMiB } from './memory.ts';

const START_MS = 60_000;
const LOOK_AT_MEMORY_MS = 1_000;

export interface FunctionProcessOptions {
  name: string;
  /** Bundle of `instance-main.ts`. */
  main: string;
  instance: Instance;
  memoryMiB: number;
  env: Record<string, string>;
  /** Gets every line the process prints. */
  onLine: (line: string) => void;
  /** It has ended, and nobody ended it. `how` says what it ended by; the memory it declares, where it had too little. */
  onCrash: (how: string) => void;
}

/** One process that serves functions: what one Cloud Run instance of a deployed function is. After a crash it stays down until it is started. */
export class FunctionProcess {
  readonly #options: FunctionProcessOptions;
  #part: Part | undefined;
  #port: Promise<number> | undefined;
  #isDown = false;

  constructor(options: FunctionProcessOptions) {
    this.#options = options;
  }

  /** Of the process that runs at the moment. */
  get pid(): number | undefined {
    return this.#part?.child.pid;
  }

  /** Where it answers; starts it when nobody has yet. Null when it is down. @throws as `start` */
  async port(): Promise<number | null> {
    return this.#isDown ? null : this.start();
  }

  /** Returns when it answers, and where. @throws with its last words when it ends instead; then it is down */
  start(): Promise<number> {
    this.#isDown = false;
    this.#port ??= this.#start();
    return this.#port;
  }

  /** Ends it at once, as a crash does. */
  async kill(): Promise<void> {
    const part = this.#part;
    this.#goDown();
    await part?.stop('SIGKILL');
  }

  #goDown(): void {
    this.#isDown = true;
    this.#part = this.#port = undefined;
  }

  async #start(): Promise<number> {
    const { name, main, instance, memoryMiB, env, onLine, onCrash } = this.#options;
    let listening: (port: number) => void = () => undefined;
    const isListening = new Promise<number>((done) => (listening = done));
    let lastLines: string[] = [];
    let isOutOfMemory = false;
    let isUp = false;
    const args = [`--max-heap-size=${heapMiB(memoryMiB)}`, main, JSON.stringify(instance)];
    const part = startPart(`${name}-${process.pid}`, process.execPath, args, {
      env: { ...process.env, NODE_ENV: 'production', K_SERVICE: name, ...env },
      onLine: (line) => {
        if (line.startsWith('{"event":"instanceListening"')) return listening((JSON.parse(line) as Listening).port);
        if (line.includes('JavaScript heap out of memory')) isOutOfMemory = true;
        lastLines = [...lastLines, line].slice(-30);
        onLine(line);
      },
    });
    this.#part = part;
    const memory = setInterval(() => {
      if ((anonymousMiB(part.child.pid) ?? 0) <= memoryMiB) return;
      isOutOfMemory = true;
      part.child.kill('SIGKILL');
    }, LOOK_AT_MEMORY_MS).unref();
    const ended = part.ended.then((how) => {
      clearInterval(memory);
      return isOutOfMemory ? `out of memory, of which it declares ${memoryMiB} MiB` : how;
    });
    void ended.then((how) => {
      if (this.#part !== part || !isUp) return;
      this.#goDown();
      onCrash(how);
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<string>(
      (done) => (timer = setTimeout(() => done(`nothing after ${START_MS / 1_000} s`), START_MS)),
    );
    const port = await Promise.race([isListening, late, ended]);
    clearTimeout(timer);
    isUp = typeof port === 'number';
    if (typeof port === 'number') return port;
    if (this.#part === part) this.#goDown();
    await part.stop('SIGKILL');
    throw new Error(`Function ${name} did not start (${port}):\n${lastLines.join('\n')}`);
  }
}
