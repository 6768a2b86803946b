import { burstReached } from './bursts.ts';
import type { Condition } from './condition.ts';
import { firstAtLeast, peaks, windowValues } from './counter-values.ts';
import type { BurstRule } from './coverage.ts';
import type { DayNumber } from './day.ts';
import type { FanCalendar } from './fan-calendar.ts';
import type { History } from './history.ts';
import type { FanRules } from './rules.ts';
import type { StreakFold } from './streaks.ts';
import { levelStart } from './xp.ts';

/** What conditions are judged by. */
export interface Facts {
  history: History;
  rules: FanRules;
  calendar: FanCalendar;
  /** XP at the end of each day of the history. */
  xp: readonly number[];
  streaks: ReadonlyMap<string, StreakFold>;
  /** Peaks of counters up to each day of the history. */
  counters: ReadonlyMap<string, readonly number[]>;
  /** Peaks in windows that were worked out, by counter and days. */
  windows: Map<string, readonly number[]>;
}

/** The first day on which a condition held; null: it never did. */
export function reachedOn(condition: Condition, facts: Facts): DayNumber | null {
  const { history, rules, counters, streaks, xp } = facts;
  const firstDay = (values: readonly number[], atLeast: number) => history.days[firstAtLeast(values, atLeast)] ?? null;
  if ('counter' in condition) return firstDay(counters.get(condition.counter) ?? [], condition.atLeast);
  if ('streak' in condition) {
    const lengths = streaks.get(condition.streak)?.lengths ?? [];
    return lengths.find(({ length }) => length >= condition.atLeast)?.day ?? null;
  }
  if ('level' in condition) {
    const start = levelStart(rules.levels, condition.level);
    return start === null ? null : firstDay(xp, start);
  }
  if ('all' in condition) return latest(condition.all.map((part) => reachedOn(part, facts)));
  if ('any' in condition) return earliest(condition.any.map((part) => reachedOn(part, facts)));
  const { within, of } = condition;
  const counter = rules.counters[of.counter];
  if (!counter) return null;
  if ('days' in within) {
    const key = `${of.counter} ${within.days}`;
    const values = facts.windows.get(key) ?? peaks(windowValues(history, counter, within.days));
    facts.windows.set(key, values);
    return firstDay(values, of.atLeast);
  }
  if (!('count' in counter)) return null;
  const burst: BurstRule = { kinds: [...new Set(counter.count)].sort(), hours: within.hours, atLeast: of.atLeast };
  const at = burstReached(burst, history.months);
  return at === null ? null : facts.calendar.dayAt(at);
}

function latest(days: readonly (DayNumber | null)[]): DayNumber | null {
  const known = days.flatMap((day) => day ?? []);
  return known.length === days.length ? Math.max(...known) : null;
}

function earliest(days: readonly (DayNumber | null)[]): DayNumber | null {
  const known = days.flatMap((day) => day ?? []);
  return known.length > 0 ? Math.min(...known) : null;
}
