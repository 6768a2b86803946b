import type { FanRules, Levels } from './rules.ts';
import type { Tally } from './summary.ts';

/** XP of the activities of one day. */
export function activityXp({ xp }: FanRules, tallies: ReadonlyMap<string, Tally>): number {
  let total = 0;
  for (const [kind, { count, sum }] of tallies) {
    const rule = xp[kind];
    if (!rule) continue;
    const { each, amountPerXp, mostADay = Infinity } = rule;
    const earned = each * count + (amountPerXp === undefined ? 0 : Math.floor(sum / amountPerXp));
    total += Math.max(0, Math.min(mostADay, earned));
  }
  return total;
}

/** XP at which a level begins; null: there is no such level. Level 1 begins with 0. */
export function levelStart(levels: Levels, level: number): number | null {
  if (level <= 1) return 0;
  if ('table' in levels) return levels.table[level - 2] ?? null;
  if (level > levels.highest) return null;
  const steps = level - 1;
  return steps * levels.first + (levels.step * steps * (steps - 1)) / 2;
}

export function levelOf(levels: Levels, xp: number): number {
  let level = 1;
  for (let next = levelStart(levels, 2); next !== null && next <= xp; next = levelStart(levels, level + 1)) level++;
  return level;
}
