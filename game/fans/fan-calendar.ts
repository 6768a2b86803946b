import type { DayNumber } from './day.ts';
import { type FanDay, fanDays } from './fan-days.ts';
import { type Month, monthAfter, monthOf, monthStart } from './months.ts';
import type { ZoneHistory } from './zones.ts';

/** The days of one fan. It keeps the months that it was asked for. */
export class FanCalendar {
  readonly #zones: ZoneHistory;
  readonly #months = new Map<Month, FanDay[]>();

  /** @param zones at least one, of names that `changeZone` has taken */
  constructor(zones: ZoneHistory) {
    this.#zones = zones;
  }

  /** Which day of theirs an instant is in. */
  dayAt(at: number): DayNumber {
    let found: DayNumber = 0;
    for (const { day, start } of this.#daysIn(monthOf(at))) if (start <= at) found = day;
    return found;
  }

  /** When the day after that of an instant begins, as far as their zones are known. */
  nextDayStart(at: number): number {
    const next = fanDays(this.#zones, at, at + 3 * 86_400_000)[1];
    return next?.start ?? at + 86_400_000;
  }

  /** Dates that were no day of theirs, between days that began in a month. */
  skippedIn(month: Month): DayNumber[] {
    const days = this.#daysIn(month);
    return days.flatMap(({ day }, at) => {
      const next = days[at + 1]?.day ?? day + 1;
      return Array.from({ length: next - day - 1 }, (_, more) => day + 1 + more);
    });
  }

  #daysIn(month: Month): FanDay[] {
    const known = this.#months.get(month);
    if (known) return known;
    const days = fanDays(this.#zones, monthStart(month), monthStart(monthAfter(month)));
    this.#months.set(month, days);
    return days;
  }
}
