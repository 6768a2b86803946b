import { z } from 'zod';
import { quantile } from '../stats.ts';

const lineSchema = z.looseObject({ ms: z.number() });

/** How long functions took for their commits, from the rows to the end of the write, by their own log: without what the way there takes. */
export class HandlingTimes {
  readonly #mark: string;
  #ms: number[] = [];

  /** @param event of the lines that say it */
  constructor(event: string) {
    this.#mark = `"event":"${event}"`;
  }

  /** Takes any line; one of something else says nothing. */
  read(line: string): void {
    if (line.includes(this.#mark)) this.#ms.push(lineSchema.parse(JSON.parse(line)).ms);
  }

  reset(): void {
    this.#ms = [];
  }

  /** @returns ms that a share `q` of them took at most */
  at(q: number): number {
    return quantile(this.#ms, q);
  }
}
