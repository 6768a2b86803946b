import assert from 'node:assert/strict';
import { type FanRulesInput, levelOf, levelStart, rulesChangeProblems, rulesSchema } from './index.ts';

/** `path: message` of everything that is wrong. */
function problems(rules: object): string[] {
  const { error } = rulesSchema.safeParse({ version: 1, ...rules });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}
const achievement = (when: object) => ({ fan: { title: 'Fan', tiers: [{ when }] } });
const counters = { watched: { count: ['watched'] }, best: { max: ['scored'] }, matches: { distinct: ['watched'] } };

describe('rules of fans', () => {
  it('may say nothing but their version', () => {
    const rules = rulesSchema.parse({ version: 1 } satisfies FanRulesInput);
    assert.deepEqual([rules.counters, rules.levels], [{}, { table: [] }]);
  });

  it('name only kinds that are there', () => {
    assert.deepEqual(
      problems({
        counters: { a: { count: ['watched', 'watchd'] } },
        xp: { sung: { each: 1 } },
        streaks: { daily: { kinds: ['dreamt'] } },
      }),
      [
        'xp.sung: There is no kind "sung".',
        'counters.a.count: There is no kind "watchd".',
        'streaks.daily.kinds: There is no kind "dreamt".',
      ],
    );
    assert.deepEqual(problems({ kinds: { sung: 'sang' }, xp: { sung: { each: 1 } } }), []);
    assert.deepEqual(problems({ kinds: { watched: 'mine' } }), ['kinds.watched: "watched" is a kind of every app.']);
  });

  it('name only counters and streaks that are there, and say where they do not', () => {
    const when = {
      all: [
        { counter: 'watched', atLeast: 1 },
        {
          any: [
            { streak: 'daily', atLeast: 2 },
            { counter: 'x', atLeast: 1 },
          ],
        },
      ],
    };
    assert.deepEqual(problems({ counters, achievements: achievement(when) }), [
      'achievements.fan.tiers.0.when.all.1.any.0.streak: There is no streak "daily".',
      'achievements.fan.tiers.0.when.all.1.any.1.counter: There is no counter "x".',
    ]);
    const quests = { q: { title: 'Q', counter: 'toString', atLeast: 1, since: '2026-06-01' } };
    assert.deepEqual(problems({ quests }), ['quests.q.counter: There is no counter "toString".']);
  });

  it('have windows only over what is known of them', () => {
    const within = (counter: string, window: object) =>
      problems({ counters, achievements: achievement({ within: window, of: { counter, atLeast: 2 } }) });
    assert.deepEqual(within('watched', { hours: 24 }), []);
    assert.deepEqual(within('matches', { days: 7 }), []);
    const path = 'achievements.fan.tiers.0.when.of.counter';
    assert.deepEqual(within('matches', { hours: 24 }), [`${path}: Within hours only a count is known.`]);
    assert.deepEqual(within('best', { days: 7 }), [`${path}: The largest amount is the same in any window.`]);
    assert.deepEqual(within('nothing', { days: 7 }), [`${path}: There is no counter "nothing".`]);
  });

  it('have levels, weeks and seasons in order', () => {
    assert.deepEqual(problems({ levels: { table: [10, 10] } }), [
      'levels.table.1: A level begins above the one before it.',
    ]);
    const quest = { title: 'Q', counter: 'watched', atLeast: 1, since: '2026-06-02' };
    assert.deepEqual(problems({ counters, quests: { q: quest } }), ['quests.q.since: 2026-06-02 is no Monday.']);
    const seasons = { s: { from: '2026-06-02', to: '2026-06-01' } };
    assert.deepEqual(problems({ seasons }), ['seasons.s.to: The season ends before it begins.']);
  });

  it('bound what a month can take', () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`kind${n}`, 'one']));
    assert.deepEqual(problems({ kinds: many }), ['kinds: 39 kinds are more than 24.']);
    const distinct = { distinct: ['watched', 'predicted', 'won', 'shared'] };
    assert.deepEqual(problems({ counters: { a: distinct } }), [
      'counters: 4 kinds with different subjects are more than 3.',
    ]);
    const burst = { within: { hours: 1 }, of: { counter: 'watched', atLeast: 101 } };
    assert.deepEqual(problems({ counters, achievements: achievement(burst) }), [
      'achievements: 101 activities in windows of hours are more than 100.',
    ]);
  });

  it('have no fields that mean nothing', () => {
    assert.deepEqual(problems({ xp: { watched: { eech: 1 } } }), ['xp.watched: Unrecognized key: "eech"']);
    assert.equal(problems({ achievements: achievement({ counter: 'watched' }) }).length, 1);
  });
});

describe('new rules', () => {
  it('have a higher version, and give no other coins for what could be won before', () => {
    const rules = (version: number, coins: number) =>
      rulesSchema.parse({
        version,
        counters,
        achievements: { fan: { title: 'Fan', tiers: [{ when: { counter: 'watched', atLeast: 1 }, coins }] } },
        quests: { q: { title: 'Q', counter: 'watched', atLeast: 1, coins, since: '2026-06-01' } },
      });
    assert.deepEqual(rulesChangeProblems(rules(1, 5), rules(2, 5)), []);
    assert.deepEqual(
      rulesChangeProblems(rules(2, 5), rules(2, 6)).map(({ path }) => path.join('.')),
      ['version', 'achievements.fan.tiers.0.coins', 'quests.q.coins'],
    );
    assert.deepEqual(rulesChangeProblems(rules(1, 5), rulesSchema.parse({ version: 2 })), []);
  });
});

describe('levels', () => {
  it('begin where the table says', () => {
    const table = { table: [100, 300] };
    assert.deepEqual(
      [0, 99, 100, 299, 300, 9_999].map((xp) => levelOf(table, xp)),
      [1, 1, 2, 2, 3, 3],
    );
    assert.deepEqual(
      [1, 2, 3, 4].map((level) => levelStart(table, level)),
      [0, 100, 300, null],
    );
  });

  it('take more from each to the next along a curve', () => {
    const curve = { first: 100, step: 50, highest: 4 };
    assert.deepEqual(
      [1, 2, 3, 4, 5].map((level) => levelStart(curve, level)),
      [0, 100, 250, 450, null],
    );
    assert.deepEqual(
      [249, 250, 450, 9_999].map((xp) => levelOf(curve, xp)),
      [2, 3, 4, 4],
    );
  });
});
