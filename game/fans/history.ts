import type { DayNumber } from './day.ts';
import type { Summaries } from './pack-summaries.ts';
import { type MonthSummary, type Tally, addTally } from './summary.ts';

/** All months of a fan as one. */
export interface History {
  /** Days with any activity, ascending. */
  days: DayNumber[];
  /** Of each of them. */
  tallies: ReadonlyMap<string, Tally>[];
  /** Of each of them: hashes of subjects by kind; one may stand twice. */
  subjects: ReadonlyMap<string, readonly number[]>[];
  /** Dates that were no day of the fan's. */
  skipped: ReadonlySet<DayNumber>;
  /** Ascending. */
  months: MonthSummary[];
}

/** A day that has a part in two months is one. */
export function historyOf(summaries: Summaries): History {
  const months = [...summaries.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
  const tallies = new Map<DayNumber, ReadonlyMap<string, Tally>>();
  const subjects = new Map<DayNumber, Map<string, number[]>>();
  for (const month of months) {
    for (const [day, more] of month.days) {
      const known = tallies.get(day);
      tallies.set(day, known ? merged(known, more) : more);
    }
    for (const [kind, list] of month.subjects)
      for (const { hash, days } of list)
        for (const day of days) {
          const ofDay = subjects.get(day) ?? new Map<string, number[]>();
          const hashes = ofDay.get(kind);
          if (hashes) hashes.push(hash);
          else subjects.set(day, ofDay.set(kind, [hash]));
        }
  }
  const days = [...tallies.keys()].sort((a, b) => a - b);
  return {
    days,
    tallies: days.map((day) => tallies.get(day) ?? new Map()),
    subjects: days.map((day) => subjects.get(day) ?? NO_SUBJECTS),
    skipped: new Set(months.flatMap(({ skipped }) => skipped)),
    months,
  };
}

const NO_SUBJECTS: ReadonlyMap<string, readonly number[]> = new Map();

function merged(known: ReadonlyMap<string, Tally>, more: ReadonlyMap<string, Tally>): ReadonlyMap<string, Tally> {
  const both = new Map(known);
  for (const [kind, tally] of more) addTally(both, kind, tally);
  return both;
}
