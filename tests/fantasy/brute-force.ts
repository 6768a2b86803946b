import { type Entry, type Scoring, firstUnit } from '@fanfold/game/fantasy';
import { type EventRow, type MatchRows, compareEvents } from '@fanfold/game/match';
import { bruteCricketPoints } from './brute-cricket.ts';
import { bruteFootballPoints } from './brute-football.ts';

/**
 * Points by counting everything anew for every row: what the product must agree with. Nothing here is shared with it but the scoring tables
 * and the order of rows.
 */
export class BruteForce {
  readonly #rows: MatchRows;
  readonly #ordered: readonly EventRow[];
  readonly #scoring: Scoring;
  /** Over or minute of each row. */
  readonly #units: number[] = [];
  /** Player -> points after the first n rows, n from 0. */
  readonly #points = new Map<string, number[]>();

  constructor(rows: MatchRows, scoring: Scoring) {
    this.#rows = rows;
    this.#scoring = scoring;
    this.#ordered = [...rows.events].sort(compareEvents);
    let last: { period: number; unit: number } | undefined;
    for (const { period, over, minute } of this.#ordered) {
      const told = (scoring.sport === 'cricket' ? over : minute) ?? 0;
      const before = last?.period === period ? last.unit : firstUnit(scoring.sport, period);
      last = { period, unit: Math.max(before, told) };
      this.#units.push(last.unit);
    }
  }

  get length(): number {
    return this.#ordered.length;
  }

  /** A player's points after the first `count` rows. */
  points(playerId: string, count: number): number {
    let known = this.#points.get(playerId);
    if (!known) this.#points.set(playerId, (known = []));
    return (known[count] ??= this.#count(playerId, count));
  }

  /** An entry's total after the first `count` rows. */
  total({ picks, powerUps }: Entry, count: number): number {
    let total = 0;
    for (const { playerId, multiplier } of picks) {
      total += multiplier * this.points(playerId, count);
      for (const powerUp of powerUps.filter((each) => each.playerId === playerId)) {
        const extra = this.#inWindow(playerId, powerUp.since, powerUp.units, count);
        total += multiplier * (powerUp.multiplier - 1) * extra;
      }
    }
    return total;
  }

  /** What the rows of these overs or minutes of play gave, each by itself. */
  #inWindow(playerId: string, since: { period: number; unit: number }, units: number, count: number): number {
    const place = (at: number) => ({ period: this.#ordered[at]?.period ?? 0, unit: this.#units[at] ?? 0 });
    const all: { period: number; unit: number }[] = [];
    for (const period of new Set(this.#ordered.slice(0, count).map((row) => row.period))) {
      const own = [...Array(count).keys()].map(place).filter((each) => each.period === period);
      const last = Math.max(...own.map(({ unit }) => unit));
      for (let unit = firstUnit(this.#scoring.sport, period); unit <= last; unit++) all.push({ period, unit });
    }
    const start = all.findIndex(
      ({ period, unit }) => period > since.period || (period === since.period && unit >= since.unit),
    );
    if (start < 0) return 0;
    const window = new Set(all.slice(start, start + units).map(({ period, unit }) => `${period}/${unit}`));
    let points = 0;
    for (let at = 0; at < count; at++) {
      const { period, unit } = place(at);
      if (window.has(`${period}/${unit}`)) points += this.points(playerId, at + 1) - this.points(playerId, at);
    }
    return points;
  }

  #count(playerId: string, count: number): number {
    if (this.#scoring.sport === 'football') {
      const minutes = this.#units.slice(0, count);
      return bruteFootballPoints(this.#rows, this.#ordered.slice(0, count), minutes, this.#scoring, playerId);
    }
    const first = this.#ordered.slice(0, count);
    const superOvers = new Set(first.filter((row) => row.detail.superOver === true).map((row) => row.period));
    const counted = first.filter((row) => !superOvers.has(row.period));
    return bruteCricketPoints(this.#rows, counted, this.#scoring, playerId);
  }
}
