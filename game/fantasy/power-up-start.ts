import type { Sport } from '../match/rows.ts';
import { comparePlaces, firstUnit } from './place.ts';
import type { Place, PointsTimeline } from './timeline.ts';

/** Reading of the match clock: the over or minute of the last row that fans have seen, and since when it has been on. */
export interface ClockReading extends Place {
  /** Ms since 1970. */
  at: number;
  /** Since when, ms since 1970, the rows no longer go as far as this, which fans have seen: they were taken back. Null: they do. */
  takenBackAt: number | null;
}

const MINUTE_MS = 60_000;

/** What a unit takes at least. A spinner's over, from its first ball to the next one's: two minutes and a half. */
const FASTEST_MS: Readonly<Record<Sport, number>> = { cricket: 2.5 * MINUTE_MS, football: MINUTE_MS };

/** Minutes between a period of football and the next one (IFAB, Law 7; five before extra time). */
const BREAKS: Readonly<Record<number, number>> = { 1: 15, 2: 5, 3: 1 };

/** Every ball is a row: longer silence than the change of innings in a T20 match is rain, or a feed that is down. */
const LONGEST_SILENCE_MS = 20 * MINUTE_MS;

/** A row that is taken back to be corrected comes again sooner; one that was never played does not. */
const TAKEN_BACK_MS = 20 * MINUTE_MS;

/** A scorer types no row of football later than that; a clock that is further behind stood still. */
const LATEST_ROW_MS = 10 * MINUTE_MS;

/**
 * Reads the clock when rows are committed. An over has no fixed length: its reading is of its first row. A minute has: of the rows of a half, the
 * one that came soonest after what it says tells when each minute began, however late the others are typed. The reading never goes back to what was
 * before: rows that are taken back have been seen. Only when they have not come again after 20 minutes, they were a mistake.
 *
 * @param before the reading of the commit before, null if there was none
 * @param now time of the commit
 * @returns null before the first row
 */
export function readClock(
  { sport, periods }: Pick<PointsTimeline, 'sport' | 'periods'>,
  before: ClockReading | null,
  now: Date,
): ClockReading | null {
  const at = now.getTime();
  const last = periods.at(-1);
  const place: Place | null = last ? { period: last.period, unit: last.last } : null;
  const order = before ? (place ? comparePlaces(before, place) : 1) : -1;
  if (before && order > 0) {
    const takenBackAt = before.takenBackAt ?? at;
    if (at - takenBackAt < TAKEN_BACK_MS) return { ...before, takenBackAt };
  }
  if (!place) return null;
  if (before && order === 0) return { ...before, takenBackAt: null };
  if (sport === 'football' && before?.period === place.period && place.unit > before.unit) {
    const due = before.at + (place.unit - before.unit) * MINUTE_MS;
    if (due <= at && at - due <= LATEST_ROW_MS) return { ...place, at: due, takenBackAt: null };
  }
  return { ...place, at, takenBackAt: null };
}

/** What the start of a power-up follows from. */
export interface StartFacts {
  sport: Sport;
  /** Of the match: ISO 8601, UTC. Its clock runs from then until there is a reading. */
  startsAt: string;
  reading: ClockReading | null;
}

/**
 * Where a power-up that is used now starts: at the over or minute after the later one of two, the last that has rows, and the one that may be on by
 * now if overs are as short as they get. Nobody powers up what they have seen before the feed has it. It never comes earlier as time goes on.
 *
 * @returns null: nobody can say what is on. No ball has come for so long that play has stopped or its feed is down, or rows have been taken back that
 *   fans have seen
 */
export function powerUpStart({ sport, startsAt, reading }: StartFacts, now: Date): Place | null {
  const first: Place = { period: 1, unit: firstUnit(sport, 1) };
  if (now.getTime() - (reading?.takenBackAt ?? -Infinity) < TAKEN_BACK_MS) return null;
  const elapsed = now.getTime() - (reading?.at ?? Date.parse(startsAt));
  if (!reading && elapsed < 0) return first;
  if (sport === 'cricket' && elapsed > LONGEST_SILENCE_MS) return null;
  const { period, unit } = reading ?? first;
  const on = unit + Math.floor(Math.max(0, elapsed) / FASTEST_MS[sport]);
  const rest = BREAKS[period];
  if (sport === 'football' && rest !== undefined) {
    const next = firstUnit(sport, period + 1);
    const sinceNext = on - Math.max(unit, next) - rest;
    if (sinceNext >= 0) return { period: period + 1, unit: next + sinceNext + 1 };
  }
  return { period, unit: on + 1 };
}
