import type { Day } from '../coins/days.ts';
import { type DayNumber, dayNumber, dayText } from './day.ts';

/** What is to be said of a day or of a week. */
export type Mark = 'none' | 'active' | 'frozen' | 'skipped';

const LETTERS = { none: '-', active: 'a', frozen: 'f', skipped: 's' } as const satisfies Record<Mark, string>;

/** One letter for each day, or for each week: `a` active or done, `f` frozen, `s` no day of the fan's, `-` nothing. */
export interface DayMarks {
  /** What the first letter is of. */
  first: Day;
  marks: string;
}

const WEEKS_KEPT = 53;

/** The last 53 weeks up to a day. @param step 1 for days, 7 for weeks: then all days are Mondays */
export function marksOf(marks: ReadonlyMap<DayNumber, Mark>, until: DayNumber, step: 1 | 7): DayMarks {
  const length = (WEEKS_KEPT * 7) / step;
  const first = until - (length - 1) * step;
  const letters = Array.from({ length }, (_, at) => LETTERS[marks.get(first + at * step) ?? 'none']);
  return { first: dayText(first), marks: letters.join('') };
}

/** Days, or weeks by their Mondays, that have a mark. */
export function daysMarked({ first, marks }: DayMarks, mark: Mark, step: 1 | 7): Day[] {
  return [...marks].flatMap((letter, at) => (letter === LETTERS[mark] ? [dayText(dayNumber(first) + at * step)] : []));
}
