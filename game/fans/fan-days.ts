import type { DayNumber } from './day.ts';
import { dateAt, startOfDay } from './zone-days.ts';
import type { ZoneHistory } from './zones.ts';

/** A day as a fan lives it. It lasts until their next one starts. */
export interface FanDay {
  day: DayNumber;
  /** Epoch ms. */
  start: number;
}

/** A day that would begin sooner after the fan's current day is that day under another date. No single flight of up to 12 zones meets it. */
const SHORTEST_MS = 12 * 3_600_000;

/** After so long in one zone, what was before makes no difference. */
const SETTLED_MS = 4 * 86_400_000;

/**
 * The days of a fan that have a part in [from, to), in order.
 *
 * A new day begins when the date where the fan is becomes later than that of their current day, if the midnight of that date is at least 12 hours
 * after their current day began for them. So dates only go up, however a fan travels: a date that comes again is the same day, and a date
 * that they were not in for as good as a day is none that they can miss.
 */
export function fanDays(zones: ZoneHistory, from: number, to: number): FanDay[] {
  const settled = settledBefore(zones, from);
  const [first] = piecesOf(zones, settled, to);
  if (!first) return [];
  const day = dateAt(first.zone, settled);
  let current: FanDay = { day, start: startOfDay(first.zone, day) };
  const days: FanDay[] = [];
  for (const piece of piecesOf(zones, settled, to)) {
    for (let date = dateAt(piece.zone, piece.from); startOfDay(piece.zone, date) < piece.to; date++) {
      const midnight = startOfDay(piece.zone, date);
      const isSkipped = startOfDay(piece.zone, date + 1) === midnight;
      if (isSkipped || date <= current.day || midnight - current.start < SHORTEST_MS) continue;
      const start = Math.max(midnight, piece.from);
      if (start > from) days.push(current);
      current = { day: date, start };
    }
  }
  return [...days, current];
}

interface Piece {
  zone: string;
  from: number;
  to: number;
}

/** Where the fan was in [from, to). */
function piecesOf(zones: ZoneHistory, from: number, to: number): Piece[] {
  return zones.flatMap(({ zone, from: since }, at) => {
    const piece = {
      zone,
      from: at === 0 ? from : Math.max(since, from),
      to: Math.min(zones[at + 1]?.from ?? Infinity, to),
    };
    return piece.from < piece.to ? [piece] : [];
  });
}

/** An instant before another one, after which the fan stayed in one zone until they were settled. */
function settledBefore(zones: ZoneHistory, instant: number): number {
  let until = instant;
  for (let at = zones.length - 1; at > 0; at--) {
    const since = zones[at]?.from ?? 0;
    if (since > until - SETTLED_MS) until = Math.min(until, since);
    else break;
  }
  return until - SETTLED_MS;
}
