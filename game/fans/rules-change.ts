import type { FanRules } from './rules.ts';
import type { RulesProblem } from './rules-problems.ts';

/**
 * What is wrong with new rules after others: what was won is kept under its id and tier, and was paid for under the same key. So a tier cannot come to
 * mean other coins; what is to give others is another achievement.
 */
export function rulesChangeProblems(before: FanRules, after: FanRules): RulesProblem[] {
  const problems: RulesProblem[] = [];
  const compare = (path: (string | number)[], had: number | undefined, has: number | undefined) => {
    if (had === undefined || has === undefined || had === has) return;
    problems.push({ path, message: `It has been ${had} coins, and stays so.` });
  };
  if (after.version <= before.version)
    problems.push({ path: ['version'], message: `It is to be higher than ${before.version}.` });
  for (const [id, { tiers }] of Object.entries(before.achievements))
    for (const [tier, { coins }] of tiers.entries())
      compare(['achievements', id, 'tiers', tier, 'coins'], coins, after.achievements[id]?.tiers[tier]?.coins);
  for (const [id, { coins }] of Object.entries(before.quests))
    compare(['quests', id, 'coins'], coins, after.quests[id]?.coins);
  return problems;
}
