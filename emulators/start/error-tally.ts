/** Lines that mean that something went wrong in a function or the connector. */
const ERROR_LINE = /"severity":"(ERROR|CRITICAL|ALERT)"|^\w*Error\b/;

/** Says that something is late: so it is on a machine with much else to do, and all is right in the end. */
const LATE = /"event":"(lateRows|settlementOverdue|redemptionsOverdue)"|"code":"UNPUBLISHED_CHANGES"/;

/** Characters of a line that are printed. */
const SHOWN = 300;

/** Counts what functions and the connector log as errors, and keeps the first line of each kind. */
export class ErrorTally {
  /** Those that say more than that something is late. */
  errors = 0;
  readonly #kinds = new Map<string, { count: number; first: string }>();

  add(line: string): void {
    if (!ERROR_LINE.test(line)) return;
    const kind = /"event":"(\w+)"/.exec(line)?.[1] ?? 'other';
    if (!LATE.test(line)) this.errors++;
    const { count, first } = this.#kinds.get(kind) ?? { count: 0, first: line };
    this.#kinds.set(kind, { count: count + 1, first });
  }

  /** A line for each kind, with the first that was logged; empty when nothing was. */
  summary(): string {
    return [...this.#kinds]
      .map(([kind, { count, first }]) => `${count} x ${kind}, first: ${first.slice(0, SHOWN)}\n`)
      .join('');
  }
}
