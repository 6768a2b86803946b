import type { Day } from '../coins/days.ts';
import { type DayNumber, dayText } from './day.ts';
import { type DayMarks, type Mark, marksOf } from './day-marks.ts';
import type { History } from './history.ts';
import type { StreakRule } from './rules.ts';

/** A streak as of the end of what is known of a day. */
export interface Streak {
  /** `done`: today counts. `open`: it ends with today, unless today still counts or a freeze is held. `none`: there is none. */
  status: 'none' | 'open' | 'done';
  /** Days of it that count; frozen ones do not. */
  current: number;
  longest: number;
  /** First and last day of it that count; null: there is none. */
  since: Day | null;
  lastDay: Day | null;
  /** Freezes held. */
  freezes: number;
  /** The last 53 weeks. */
  calendar: DayMarks;
}

export interface StreakFold {
  streak: Streak;
  /** The length on each day that counts, ascending. */
  lengths: { day: DayNumber; length: number }[];
}

/**
 * A streak goes on with each day of the fan that counts, over dates that were none of their days, and over days that a freeze has saved. A missed
 * day takes a freeze once it is over; without one the streak is lost.
 *
 * @param on the fan's day today
 */
export function foldStreak(history: History, { kinds, atLeast, freezes: rule }: StreakRule, on: DayNumber): StreakFold {
  const marks = new Map<DayNumber, Mark>();
  const lengths: StreakFold['lengths'] = [];
  let [current, longest, freezes] = [0, 0, 0];
  let since: DayNumber | null = null;
  let last: DayNumber | null = null;

  const passTo = (day: DayNumber) => {
    for (let missed = (last ?? day) + 1; missed < day && current > 0; missed++) {
      if (history.skipped.has(missed)) continue;
      if (freezes > 0) {
        freezes--;
        marks.set(missed, 'frozen');
      } else {
        current = 0;
        since = null;
      }
    }
  };
  for (const [at, day] of history.days.entries()) {
    const count = kinds.reduce((sum, kind) => sum + (history.tallies[at]?.get(kind)?.count ?? 0), 0);
    if (count < atLeast) continue;
    passTo(day);
    current++;
    since ??= day;
    last = day;
    longest = Math.max(longest, current);
    if (rule && current % rule.everyDays === 0) freezes = Math.min(rule.mostHeld, freezes + 1);
    marks.set(day, 'active');
    lengths.push({ day, length: current });
  }
  passTo(on);
  for (const day of history.skipped) marks.set(day, 'skipped');
  const status = current === 0 ? 'none' : last === on ? 'done' : 'open';
  const text = (day: DayNumber | null) => (day === null ? null : dayText(day));
  return {
    streak: {
      status,
      current,
      longest,
      since: text(since),
      lastDay: text(current === 0 ? null : last),
      freezes,
      calendar: marksOf(marks, on, 1),
    },
    lengths,
  };
}
