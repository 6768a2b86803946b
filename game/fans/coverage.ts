import { partsOf } from './condition.ts';
import { ACTIVITY_KINDS } from './kinds.ts';
import type { FanRules } from './rules.ts';

/** So many activities of these kinds within so many hours. */
export interface BurstRule {
  /** Sorted. */
  kinds: readonly string[];
  hours: number;
  atLeast: number;
}

/** What a summary of a month knows of, because some rules asked for it. All of it is sorted, so that equal needs are equal objects. */
export interface Coverage {
  kinds: readonly string[];
  /** Kinds whose subjects it has. */
  subjects: readonly string[];
  bursts: readonly BurstRule[];
}

export function kindsOf({ kinds }: Pick<FanRules, 'kinds'>): string[] {
  return sorted([...Object.keys(ACTIVITY_KINDS), ...Object.keys(kinds)]);
}

export function coverageOf(rules: FanRules): Coverage {
  const subjects = Object.values(rules.counters).flatMap((counter) => ('distinct' in counter ? counter.distinct : []));
  return { kinds: kindsOf(rules), subjects: sorted(subjects), bursts: burstsOf(rules) };
}

/** Every window of hours that the rules ask for, once. */
export function burstsOf({ achievements, counters }: FanRules): BurstRule[] {
  const bursts = new Map<string, BurstRule>();
  for (const { tiers } of Object.values(achievements))
    for (const { when } of tiers)
      for (const [part] of partsOf(when, [])) {
        if (!('within' in part) || !('hours' in part.within)) continue;
        const counter = counters[part.of.counter];
        if (!counter || !('count' in counter)) continue;
        const burst = { kinds: sorted(counter.count), hours: part.within.hours, atLeast: part.of.atLeast };
        bursts.set(burstKey(burst), burst);
      }
  return [...bursts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, burst]) => burst);
}

export function burstKey({ kinds, hours, atLeast }: BurstRule): string {
  return [hours, atLeast, ...kinds].join(' ');
}

/** Without repeats. */
function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
