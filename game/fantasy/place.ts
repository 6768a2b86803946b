import type { Sport } from '../match/rows.ts';
import type { Place, PointsTimeline } from './timeline.ts';

const FOOTBALL_STARTS: Readonly<Record<number, number>> = { 1: 0, 2: 45, 3: 90, 4: 105, 5: 120 };

/** The over or minute a period starts with. */
export function firstUnit(sport: Sport, period: number): number {
  return sport === 'cricket' ? 0 : (FOOTBALL_STARTS[period] ?? 0);
}

export function comparePlaces(a: Place, b: Place): number {
  return a.period - b.period || a.unit - b.unit;
}

/** Number of overs or minutes of play before a place, breaks left out. Past the end of a period that is over it is the start of the next. */
export function linearUnit(periods: PointsTimeline['periods'], { period, unit }: Place): number {
  let before = 0;
  for (const [index, { period: own, first, last }] of periods.entries()) {
    if (own > period) return before;
    const length = last - first + 1;
    if (own === period) {
      const within = Math.max(0, unit - first);
      const isOver = index < periods.length - 1;
      return before + (isOver ? Math.min(length, within) : within);
    }
    before += length;
  }
  return before;
}

/** As fans say it: `innings 2, over 7`; `63'`, `45+2'`. Overs are counted from 1 here. */
export function placeText(sport: Sport, { period, unit }: Place): string {
  if (sport === 'cricket') return `innings ${period}, over ${unit + 1}`;
  const next = FOOTBALL_STARTS[period + 1];
  if (period >= 5) return 'penalties';
  const end = period === 4 ? 120 : next;
  return end !== undefined && unit >= end ? `${end}+${unit - end + 1}'` : `${unit + 1}'`;
}
