import { type Place, type PointsTimeline, linearUnit } from '@fanfold/game/fantasy';

/** Points of every player up to each over or minute of play: a window of play is one subtraction. */
export class UnitTotals {
  readonly #periods: PointsTimeline['periods'];
  readonly #length: number;
  /** Player -> points before each linear unit; the last one is the total. */
  readonly #before = new Map<string, Int32Array>();

  constructor({ periods, rows }: PointsTimeline) {
    this.#periods = periods;
    this.#length = periods.reduce((units, { first, last }) => units + last - first + 1, 0);
    for (const row of rows) {
      const unit = Math.max(0, Math.min(this.#length - 1, linearUnit(periods, row)));
      for (const { playerId, points } of row.awards) {
        let before = this.#before.get(playerId);
        if (!before) this.#before.set(playerId, (before = new Int32Array(this.#length + 1)));
        before[unit + 1] = (before[unit + 1] ?? 0) + points;
      }
    }
    for (const before of this.#before.values())
      for (let unit = 1; unit <= this.#length; unit++) before[unit] = (before[unit] ?? 0) + (before[unit - 1] ?? 0);
  }

  get players(): Iterable<string> {
    return this.#before.keys();
  }

  total(playerId: string): number {
    return this.#before.get(playerId)?.[this.#length] ?? 0;
  }

  /** Points of a player in `units` overs or minutes of play from a place on. */
  window(playerId: string, since: Place, units: number): number {
    const before = this.#before.get(playerId);
    if (!before) return 0;
    const from = Math.max(0, Math.min(this.#length, linearUnit(this.#periods, since)));
    const to = Math.max(from, Math.min(this.#length, linearUnit(this.#periods, since) + units));
    return (before[to] ?? 0) - (before[from] ?? 0);
  }
}
