/** A line of the testing functions, or of the host about them. */
export interface Line {
  event: string;
  id: string;
  inFlight: number;
  before?: string;
  after?: string;
  runs?: number;
  function?: string;
  status?: number;
  error?: string;
}

/** What the functions of a host say, and the host about them. */
export class Said {
  readonly lines: Line[] = [];
  #heard: () => void = () => undefined;

  readonly hear = (_: string, text: string): void => {
    const line = text.startsWith('{') ? (JSON.parse(text) as Partial<Line>) : {};
    if (line.event === undefined) return;
    this.lines.push(line as Line);
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
