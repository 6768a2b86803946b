import type { Ending } from './connector-process.ts';

/** Judges how connectors end: a code that a fault of this round or the one before explains is as it should be. */
export class Endings {
  readonly #count = new Map<string, number>();
  #explained: [ReadonlySet<string>, ReadonlySet<string>] = [new Set(), new Set()];
  #failing = new AbortController();
  #unexplained: Ending | null = null;

  /** How often each reason was given. */
  get count(): Record<string, number> {
    return Object.fromEntries([...this.#count].sort());
  }

  get unexplained(): Ending | null {
    return this.#unexplained;
  }

  /** Aborts when a connector has ended without an explanation. */
  get failing(): AbortSignal {
    return this.#failing.signal;
  }

  /** A round begins whose faults explain these codes. */
  expect(codes: Iterable<string>): void {
    this.#explained = [this.#explained[1], new Set(codes)];
  }

  ended(ending: Ending): void {
    const { reason, isUnasked } = ending;
    this.#count.set(reason, (this.#count.get(reason) ?? 0) + 1);
    if (!isUnasked || this.#explained.some((codes) => codes.has(reason))) return;
    this.#unexplained ??= ending;
    this.#failing.abort();
  }
}
