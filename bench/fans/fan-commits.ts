import { z } from 'zod';

const commitSchema = z.looseObject({ event: z.literal('fansCommit'), writes: z.number(), reads: z.number() });

/** What the service says of its commits on fans, in its own log. */
export class FanCommits {
  #commits = 0;
  #writes = 0;
  #reads = 0;

  /** Takes any line; one of something else says nothing. */
  read(line: string): void {
    if (!line.includes('"event":"fansCommit"')) return;
    const { writes, reads } = commitSchema.parse(JSON.parse(line));
    this.#commits++;
    this.#writes += writes;
    this.#reads += reads;
  }

  reset(): void {
    this.#commits = this.#writes = this.#reads = 0;
  }

  per(actions: number) {
    const writesPerAction = this.#writes / actions;
    return { writesPerAction, readsPerAction: this.#reads / actions, commitsPerAction: this.#commits / actions };
  }
}
