import type { Activity } from './activity.ts';
import { type BurstRule, burstKey } from './coverage.ts';
import { type Month, monthAfter } from './months.ts';

/** What a month knows of windows of hours: enough to find those that reach into the month before or after. */
export interface BurstTimes {
  /** The first instant at which so many activities lie within the hours before it; null: none in this month alone. */
  reachedAt: number | null;
  /** Times of the first and of the last activities, one less than the rule asks for: more of them would be a window inside. */
  head: number[];
  tail: number[];
}

export function burstTimes(burst: BurstRule, activities: readonly Activity[]): BurstTimes {
  const times = activities
    .filter(({ kind }) => burst.kinds.includes(kind))
    .map(({ at }) => at)
    .sort((a, b) => a - b);
  const most = burst.atLeast - 1;
  return {
    reachedAt: reachedAt(burst, times),
    head: times.slice(0, most),
    tail: times.slice(Math.max(0, times.length - most)),
  };
}

function reachedAt({ hours, atLeast }: BurstRule, times: readonly number[]): number | null {
  const last = times.findIndex((at, n) => n + 1 >= atLeast && at - (times[n + 1 - atLeast] ?? 0) <= hours * 3_600_000);
  return times[last] ?? null;
}

/** What of a month has to do with its bursts. */
interface MonthBursts {
  month: Month;
  coverage: { bursts: readonly BurstRule[] };
  bursts: readonly BurstTimes[];
}

/** The first instant of a fan's life at which a burst was reached. @param months ascending */
export function burstReached(burst: BurstRule, months: readonly MonthBursts[]): number | null {
  const key = burstKey(burst);
  let before: { month: Month; tail: number[] } | null = null;
  for (const { month, coverage, bursts } of months) {
    const times = bursts[coverage.bursts.findIndex((other) => burstKey(other) === key)];
    if (!times) continue;
    const across = before && monthAfter(before.month) === month ? [...before.tail, ...times.head] : [];
    const reached = [reachedAt(burst, across), times.reachedAt].flatMap((at) => at ?? []);
    if (reached.length > 0) return Math.min(...reached);
    before = { month, tail: times.tail };
  }
  return null;
}
