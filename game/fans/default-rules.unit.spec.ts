import assert from 'node:assert/strict';
import { type Condition, partsOf } from './condition.ts';
import { DEFAULT_RULES } from './default-rules.ts';
import { REPORTED_KINDS } from './kinds.ts';

/** Kinds of activities that a condition looks at; of streaks and levels, those that an app reports. */
function kindsOf(condition: Condition): string[] {
  const kindsOfCounter = (name: string) => Object.values(DEFAULT_RULES.counters[name] ?? {}).flat();
  return [...partsOf(condition, [])].flatMap(([part]) => {
    if ('counter' in part) return kindsOfCounter(part.counter);
    if ('within' in part) return kindsOfCounter(part.of.counter);
    return 'streak' in part || 'level' in part ? [...REPORTED_KINDS] : [];
  });
}

describe('the default rules', () => {
  it('give no coins for what an app reports of its fan', () => {
    const paid = [
      ...Object.values(DEFAULT_RULES.achievements).flatMap(({ tiers }) => tiers),
      ...Object.values(DEFAULT_RULES.quests).map(({ counter, atLeast, coins }) => ({
        when: { counter, atLeast },
        coins,
      })),
    ].filter(({ coins }) => coins > 0);
    assert.ok(paid.length > 5);
    for (const { when } of paid) for (const kind of REPORTED_KINDS) assert.ok(!kindsOf(when).includes(kind), kind);
  });

  it('give XP for what an app reports up to a cap', () => {
    for (const kind of REPORTED_KINDS) assert.ok(DEFAULT_RULES.xp[kind]?.mostADay, kind);
  });
});
