import type { DayNumber } from './day.ts';
import type { History } from './history.ts';
import type { Counter } from './rules.ts';
import type { Tally } from './summary.ts';

/**
 * A counter at the end of each day of a history.
 *
 * @param periodOf the counter starts anew with each period: a week, or null for never
 */
export function counterValues(
  { days, tallies, subjects }: History,
  counter: Counter,
  periodOf: (day: DayNumber) => number | null,
): number[] {
  let period: number | null = null;
  let value = 0;
  let seen = new Set<number>();
  return days.map((day, at) => {
    const current = periodOf(day);
    if (current !== period) {
      period = current;
      value = 0;
      seen = new Set();
    }
    if ('distinct' in counter) {
      for (const kind of counter.distinct) for (const hash of subjects[at]?.get(kind) ?? []) seen.add(hash);
      return seen.size;
    }
    value = 'max' in counter ? Math.max(value, amountOf(counter, tallies[at])) : value + amountOf(counter, tallies[at]);
    return value;
  });
}

/** The same over so many days up to each day. */
export function windowValues(history: History, counter: Counter, length: number): number[] {
  const { days, tallies, subjects } = history;
  let from = 0;
  let value = 0;
  const seen = new Map<number, number>();
  const count = (at: number, by: 1 | -1) => {
    if (!('distinct' in counter)) {
      value += by * amountOf(counter, tallies[at]);
      return;
    }
    const hashes = new Set(counter.distinct.flatMap((kind) => [...(subjects[at]?.get(kind) ?? [])]));
    for (const hash of hashes) {
      const times = (seen.get(hash) ?? 0) + by;
      if (times === 0) seen.delete(hash);
      else seen.set(hash, times);
    }
  };
  return days.map((day, at) => {
    count(at, 1);
    for (; (days[from] ?? day) <= day - length; from++) count(from, -1);
    return 'distinct' in counter ? seen.size : value;
  });
}

/** The most that a value has been up to each day: never less than the day before. */
export function peaks(values: readonly number[]): number[] {
  let most = -Infinity;
  return values.map((value) => (most = Math.max(most, value)));
}

/** Index of the first peak that is so high; -1: none is. */
export function firstAtLeast(peaked: readonly number[], atLeast: number): number {
  let [low, high] = [0, peaked.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((peaked[middle] ?? 0) >= atLeast) high = middle;
    else low = middle + 1;
  }
  return low < peaked.length ? low : -1;
}

type SummedCounter = Exclude<Counter, { distinct: string[] }>;

function amountOf(counter: SummedCounter, tallies?: ReadonlyMap<string, Tally>): number {
  const [kinds, field] =
    'count' in counter
      ? ([counter.count, 'count'] as const)
      : 'sum' in counter
        ? ([counter.sum, 'sum'] as const)
        : ([counter.max, 'max'] as const);
  let amount = 0;
  for (const kind of kinds) {
    const value = tallies?.get(kind)?.[field] ?? 0;
    amount = field === 'max' ? Math.max(amount, value) : amount + value;
  }
  return amount;
}
