/** A line of `functions.ts`. */
export interface Line {
  event: string;
  id: string;
  inFlight: number;
  before?: string;
  after?: string;
  failed?: number;
}

/** What the functions of a host say. */
export class Said {
  readonly lines: Line[] = [];
  #heard: () => void = () => undefined;

  readonly hear = (_: string, line: string): void => {
    if (!line.startsWith('{"event"')) return;
    this.lines.push(JSON.parse(line) as Line);
    this.#heard();
  };

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => (this.#heard = resolve));
  }

  of(event: string): Line[] {
    return this.lines.filter((line) => line.event === event);
  }

  idsOf(event: string): Set<string> {
    return new Set(this.of(event).map(({ id }) => id));
  }
}
