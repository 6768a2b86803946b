import { isFree } from '../ports.ts';
import { type Part, startPart } from '../processes.ts';
import { type Instance, LISTENING } from './instance.ts';

const START_MS = 60_000;

export interface FunctionProcessOptions extends Instance {
  name: string;
  /** Bundle of `instance-main.ts`. */
  main: string;
  env: Record<string, string>;
  /** Gets every line the process prints. */
  onLine?: (line: string) => void;
}

/** One process that serves functions: what one Cloud Run instance of a deployed function is. */
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
    const { name, main, port, functions, env, onLine } = this.#options;
    if (!(await isFree(port))) throw new Error(`Port ${port} of function ${name} is taken; choose another portFrom.`);
    let listening = () => {};
    const isListening = new Promise<true>((done) => (listening = () => done(true)));
    let lastLines: string[] = [];
    const instance: Instance = { port, functions };
    const part = startPart(`${name}-${port}`, process.execPath, [main, JSON.stringify(instance)], {
      env: { ...process.env, NODE_ENV: 'production', K_SERVICE: name, ...env },
      onLine: (line) => {
        if (line === LISTENING) return listening();
        lastLines = [...lastLines, line].slice(-30);
        onLine?.(line);
      },
    });
    this.#part = part;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((done) => (timer = setTimeout(() => done(false), START_MS)));
    const started = await Promise.race([isListening, late, part.ended.then(() => false)]);
    clearTimeout(timer);
    if (started) return;
    await this.kill();
    throw new Error(`Function ${name} did not start:\n${lastLines.join('\n')}`);
  }

  /** Ends it at once, as a crash does. */
  async kill(): Promise<void> {
    await this.#part?.stop('SIGKILL');
  }
}
