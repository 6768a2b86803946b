import { type Day, dayOf } from '../coins/days.ts';

/** Days since 1970-01-01: a calendar day without a time or a zone, to count with. */
export type DayNumber = number;

export const DAY_MS = 86_400_000;

export function dayNumber(day: Day): DayNumber {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

export function dayText(day: DayNumber): Day {
  return dayOf(new Date(day * DAY_MS));
}

/** The Monday of a day's week. 1970-01-01 was a Thursday. */
export function mondayOf(day: DayNumber): DayNumber {
  return day - ((((day + 3) % 7) + 7) % 7);
}
