/** Time from before a COMMIT to a listener's callback with that row in it, over all matches. */
export class Latency {
  readonly #waiting = new Map<string, { seq: number; at: number }[]>();
  readonly #samples: number[] = [];
  #allSeen: () => void = () => undefined;

  committed(matchId: string, seq: number): void {
    const waiting = this.#waiting.get(matchId) ?? [];
    waiting.push({ seq, at: performance.now() });
    this.#waiting.set(matchId, waiting);
  }

  /** A listener has the match as of `seq`. */
  seen(matchId: string, seq: number): void {
    const waiting = this.#waiting.get(matchId) ?? [];
    const now = performance.now();
    while (waiting[0] && waiting[0].seq <= seq) this.#samples.push(now - (waiting.shift() as { at: number }).at);
    if (!this.#isWaiting) this.#allSeen();
  }

  /** Resolves when listeners have had everything that was committed. */
  async untilAllSeen(): Promise<void> {
    while (this.#isWaiting) await new Promise<void>((resolve) => (this.#allSeen = resolve));
  }

  get #isWaiting(): boolean {
    return [...this.#waiting.values()].some(({ length }) => length > 0);
  }

  get events(): number {
    return this.#samples.length;
  }

  /** Milliseconds, one decimal; null before the first event. */
  quantile(q: number): number | null {
    if (this.#samples.length === 0) return null;
    const sorted = [...this.#samples].sort((a, b) => a - b);
    return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0) * 10) / 10;
  }
}
