import { z } from 'zod';

const rebuildSchema = z.looseObject({ event: z.literal('rebuild'), match: z.string(), ms: z.number() });

/** What the scorer says of reading a match's contests anew, in its own log. */
export class Rebuilds {
  readonly #ms = new Map<string, number>();

  /** Takes any line; one of something else says nothing. */
  read(line: string): void {
    if (!line.includes('"event":"rebuild"')) return;
    const { match, ms } = rebuildSchema.parse(JSON.parse(line));
    this.#ms.set(match, ms);
  }

  /** The latest one. */
  msOf(matchId: string): number {
    return this.#ms.get(matchId) ?? NaN;
  }
}
