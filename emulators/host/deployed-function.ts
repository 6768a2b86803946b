import { Agent, request } from 'node:http';
import { Admission } from './admission.ts';
import type { DeclaredFunction } from './declaration.ts';
import type { FunctionProcess } from './function-process.ts';

export interface Delivery {
  /** Beneath the function's own. */
  path?: string;
  headers: Record<string, string>;
  body?: Uint8Array | string;
}

/** HTTP statuses of what a function did not answer itself. */
export const TOO_MANY = 429;
export const DOWN = 503;
export const TOO_LATE = 504;

const connections = new Agent({ keepAlive: true });

/** A function behind what Cloud Run puts before it: no more requests at a time than it declares, none longer than it declares. */
export class DeployedFunction {
  readonly declared: DeclaredFunction;
  readonly #process: FunctionProcess;
  readonly #admission: Admission;

  constructor(declared: DeclaredFunction, process: FunctionProcess) {
    this.declared = declared;
    this.#process = process;
    this.#admission = new Admission(declared.concurrency);
  }

  /** Has it handle an event. @returns the HTTP status of its answer, or TOO_MANY, DOWN, TOO_LATE */
  handle({ path = '', headers, body }: Delivery): Promise<number> {
    return this.admit(
      (port, signal) =>
        new Promise<number>((done) => {
          const options = {
            host: '127.0.0.1',
            port,
            path: `/${this.declared.name}${path}`,
            method: 'POST',
            headers: { ...headers, 'content-length': Buffer.byteLength(body ?? '') },
            agent: connections,
            signal,
          };
          const outgoing = request(options, (answer) => {
            answer.resume();
            answer.on('end', () => done(answer.statusCode ?? DOWN));
            answer.on('error', () => done(DOWN));
          });
          outgoing.on('error', () => done(signal.aborted ? TOO_LATE : DOWN));
          outgoing.end(body);
        }),
      (status) => Promise.resolve(status),
    );
  }

  /** Does something with it in its turn: `work` gets its port, and a signal when its time is over; `refuse` the status instead. */
  async admit<T>(
    work: (port: number, signal: AbortSignal) => Promise<T>,
    refuse: (status: number) => Promise<T>,
  ): Promise<T> {
    if (!(await this.#admission.enter())) return refuse(TOO_MANY);
    try {
      // One that cannot start says so in its own lines.
      const port = await this.#process.port().catch(() => null);
      if (port === null) return await refuse(DOWN);
      return await work(port, AbortSignal.timeout(this.declared.timeoutSeconds * 1_000));
    } finally {
      this.#admission.leave();
    }
  }
}
