import { z } from 'zod';

const lineSchema = z.discriminatedUnion('event', [
  z.looseObject({ event: z.literal('boardsCommit'), writes: z.number() }),
  z.looseObject({ event: z.literal('boardsLoaded'), ms: z.number() }),
]);

/** What the service says of the commits of its boards, in its own log. */
export class BoardCommits {
  writes = 0;
  /** How long an instance took to read all fans. */
  loadMs = 0;

  /** Takes any line; one of something else says nothing. */
  read(line: string): void {
    if (!line.includes('"event":"boards')) return;
    const said = lineSchema.parse(JSON.parse(line));
    if (said.event === 'boardsCommit') this.writes += said.writes;
    else this.loadMs = said.ms;
  }

  reset(): void {
    this.writes = 0;
  }
}
