import { z } from 'zod';

const commitSchema = z.looseObject({
  event: z.literal('commit'),
  messages: z.number(),
  writes: z.number(),
  reads: z.number(),
});

/** What the service says of its commits, in its own log. */
export class Commits {
  #messages = 0;
  #writes = 0;
  #reads = 0;

  /** Takes any line; one that is no commit says nothing. */
  read(line: string): void {
    if (!line.includes('"event":"commit"')) return;
    const { messages, writes, reads } = commitSchema.parse(JSON.parse(line));
    this.#messages += messages;
    this.#writes += writes;
    this.#reads += reads;
  }

  reset(): void {
    this.#messages = this.#writes = this.#reads = 0;
  }

  get perMessage(): { writesPerMessage: number; readsPerMessage: number } {
    return { writesPerMessage: this.#writes / this.#messages, readsPerMessage: this.#reads / this.#messages };
  }
}
