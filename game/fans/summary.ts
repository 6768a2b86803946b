import type { Activity } from './activity.ts';
import type { FanMonth } from './apply-to-month.ts';
import { type BurstTimes, burstTimes } from './bursts.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import type { DayNumber } from './day.ts';
import type { FanCalendar } from './fan-calendar.ts';
import { MAX_SUBJECTS } from './limits.ts';
import type { Month } from './months.ts';
import type { FanRules } from './rules.ts';
import { subjectHash } from './subject-hash.ts';

/** Activities of one kind on one day. */
export interface Tally {
  count: number;
  /** Of amounts. */
  sum: number;
  /** The largest amount. */
  max: number;
}

/** A subject of one kind of activity, and the days of the month on which it was one. */
export interface SubjectDays {
  hash: number;
  days: DayNumber[];
}

/**
 * What folding needs of a month, without ids and times. A day that has a part in two months is in the summaries of both, each with its own
 * activities. It holds no XP: rules can change without reading the month again.
 */
export interface MonthSummary {
  month: Month;
  coverage: Coverage;
  /** By day and kind, ascending. */
  days: Map<DayNumber, Map<string, Tally>>;
  /** By kind; by first day, then hash. */
  subjects: Map<string, SubjectDays[]>;
  /** In the order of `coverage.bursts`. */
  bursts: BurstTimes[];
  /** Dates that were no day of the fan's; see `fanDays`. */
  skipped: DayNumber[];
  /** Activities of kinds that the rules did not know. */
  unknown: number;
}

/** Equal sets of activities give equal summaries, however they came about. */
export function summaryOfMonth(month: FanMonth, calendar: FanCalendar, rules: FanRules): MonthSummary {
  const coverage = coverageOf(rules);
  const known = new Set(coverage.kinds);
  const live = [...month.rows.values()].flatMap(({ activity }) => activity ?? []);
  const counted = live.filter(({ kind }) => known.has(kind));
  const dayAt = (activity: Activity) => calendar.dayAt(activity.at);
  const subjects = coverage.subjects.map((kind): [string, SubjectDays[]] => [
    kind,
    subjectDays(
      counted.filter((activity) => activity.kind === kind),
      dayAt,
    ),
  ]);
  return {
    month: month.month,
    coverage,
    days: talliesByDay(counted, dayAt),
    subjects: new Map(subjects.filter(([, days]) => days.length > 0)),
    bursts: coverage.bursts.map((burst) => burstTimes(burst, counted)),
    skipped: calendar.skippedIn(month.month),
    unknown: live.length - counted.length,
  };
}

function talliesByDay(activities: readonly Activity[], dayAt: (activity: Activity) => DayNumber): MonthSummary['days'] {
  const days: MonthSummary['days'] = new Map();
  for (const activity of activities) {
    const day = dayAt(activity);
    const tallies = days.get(day) ?? new Map<string, Tally>();
    days.set(day, tallies);
    const { kind, amount = 0 } = activity;
    addTally(tallies, kind, { count: 1, sum: amount, max: amount });
  }
  return byKey(days, (a, b) => a - b, byName);
}

/** Two tallies of one kind as one. */
export function addTally(tallies: Map<string, Tally>, kind: string, { count, sum, max }: Tally): void {
  const before = tallies.get(kind);
  tallies.set(
    kind,
    before
      ? { count: before.count + count, sum: before.sum + sum, max: Math.max(before.max, max) }
      : { count, sum, max },
  );
}

function byKey<K, V>(map: Map<K, V>, compare: (a: K, b: K) => number, inner: (value: V) => V): Map<K, V> {
  return new Map([...map].sort(([a], [b]) => compare(a, b)).map(([key, value]) => [key, inner(value)]));
}

function byName<V>(map: Map<string, V>): Map<string, V> {
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The first ones of the month. A subject counts anew on each of its days: that bounds the bytes. */
function subjectDays(activities: readonly Activity[], dayAt: (activity: Activity) => DayNumber): SubjectDays[] {
  const hashesOn = new Map<DayNumber, Set<number>>();
  for (const activity of activities) {
    if (activity.subject === undefined) continue;
    const day = dayAt(activity);
    hashesOn.set(day, (hashesOn.get(day) ?? new Set()).add(subjectHash(activity.subject)));
  }
  const pairs = [...hashesOn]
    .sort(([a], [b]) => a - b)
    .flatMap(([day, hashes]) => [...hashes].sort((a, b) => a - b).map((hash) => ({ hash, day })))
    .slice(0, MAX_SUBJECTS);
  const daysOf = new Map<number, DayNumber[]>();
  for (const { hash, day } of pairs) daysOf.set(hash, [...(daysOf.get(hash) ?? []), day]);
  return [...daysOf].map(([hash, days]) => ({ hash, days }));
}
