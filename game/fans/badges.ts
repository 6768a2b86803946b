import type { Day } from '../coins/days.ts';
import type { Condition } from './condition.ts';
import type { Profile } from './profile.ts';
import type { FanRules } from './rules.ts';

/** An achievement as a fan's page shows it. */
export interface Badge {
  id: string;
  title: string;
  /** On which day each tier was reached, from the lowest up. */
  reached: Day[];
  tiers: number;
  /** The way to the next tier, 0 to 1; 1 when there is none. */
  progress: number;
}

/** All achievements of the rules, in their order; secret ones only once they are won. */
export function badgesOf(rules: FanRules, profile: Profile): Badge[] {
  return Object.entries(rules.achievements).flatMap(([id, { title, secret, tiers }]): Badge[] => {
    const reached = profile.achievements[id] ?? [];
    if (secret && reached.length === 0) return [];
    const next = tiers[reached.length];
    return [{ id, title, reached, tiers: tiers.length, progress: next ? progressOf(next.when, profile) : 1 }];
  });
}

/** What happens within days or hours is not in a profile: it is there or not. */
function progressOf(condition: Condition, profile: Profile): number {
  const share = (value: number | undefined, of: number) => Math.max(0, Math.min(1, (value ?? 0) / of));
  if ('counter' in condition) return share(profile.counters[condition.counter], condition.atLeast);
  if ('streak' in condition) return share(profile.streaks[condition.streak]?.current, condition.atLeast);
  if ('level' in condition) return share(profile.level, condition.level);
  if ('within' in condition) return 0;
  if ('any' in condition) return Math.max(...condition.any.map((part) => progressOf(part, profile)));
  return condition.all.reduce((sum, part) => sum + progressOf(part, profile), 0) / condition.all.length;
}
