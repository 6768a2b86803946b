import { Temporal } from 'temporal-polyfill';
import { DAY_MS, type DayNumber, dayText } from './day.ts';

/** Starts of days that are kept: what the fans of a big app have in a year, some 10 MB. */
const MAX_KEPT = 200_000;

const kept = new Map<string, Map<DayNumber, number>>();
let keptDays = 0;

/**
 * When a date begins in a zone, epoch ms: at 00:00, or with the first instant after it where clocks skip midnight. A date that a zone has skipped
 * begins with the one after it. Temporal takes 0.1 ms for it, so what was asked for is kept.
 *
 * @throws RangeError there is no such zone
 */
export function startOfDay(zone: string, day: DayNumber): number {
  const known = kept.get(zone)?.get(day);
  if (known !== undefined) return known;
  const start = Temporal.PlainDate.from(dayText(day)).toZonedDateTime(zone).epochMilliseconds;
  if (keptDays >= MAX_KEPT) {
    kept.clear();
    keptDays = 0;
  }
  const ofZone = kept.get(zone) ?? new Map<DayNumber, number>();
  kept.set(zone, ofZone.set(day, start));
  keptDays++;
  return start;
}

/** The date in a zone at an instant. */
export function dateAt(zone: string, at: number): DayNumber {
  let day = Math.floor(at / DAY_MS) + 1;
  while (startOfDay(zone, day) > at) day--;
  return day;
}

/** Whether a text is the name of a zone. An offset, `+05:30`, is none: it knows no summer time. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone) || zone.length > 64) return false;
  try {
    startOfDay(zone, 0);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
