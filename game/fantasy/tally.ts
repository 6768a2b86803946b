import type { EventRow } from '../match/rows.ts';
import type { Points } from './timeline.ts';

/** What a player has by each rule; rules that give nothing may be missing. */
export type Breakdown = Readonly<Record<string, Points>>;

/** Figures of the players of one match while its rows are added in match order. */
export interface Tally {
  /**
   * Takes in one row.
   *
   * @param unit over or minute of the row
   * @returns players whose points may have changed
   */
  add(event: EventRow, unit: number): Iterable<string>;
  /** What a player has after the rows so far. */
  of(playerId: string): Breakdown;
  /** Legal balls of the over so far; 0 in football. */
  readonly ball: number;
}

export function addTo(sum: Record<string, Points>, rule: string, points: Points): void {
  if (points !== 0) sum[rule] = (sum[rule] ?? 0) + points;
}
