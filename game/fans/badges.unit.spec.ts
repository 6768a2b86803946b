import assert from 'node:assert/strict';
import { FanInMemory, did, done, rulesOf } from '../testing/fans.ts';
import { type Condition, badgesOf } from './index.ts';

const tiers = (...conditions: Condition[]) => ({ tiers: conditions.map((when) => ({ when })) });
const rules = rulesOf({
  counters: { watched: { count: ['watched'] }, points: { sum: ['scored'] } },
  streaks: { daily: { kinds: ['watched'] } },
  achievements: {
    fan: { title: 'Fan', ...tiers({ counter: 'watched', atLeast: 2 }, { counter: 'watched', atLeast: 8 }) },
    done: { title: 'Done', ...tiers({ counter: 'watched', atLeast: 1 }) },
    points: { title: 'Points', ...tiers({ counter: 'points', atLeast: 10 }) },
    both: { title: 'Both', ...tiers({ all: [{ streak: 'daily', atLeast: 4 }, { level: 2 }] }) },
    any: {
      title: 'Any',
      ...tiers({
        any: [
          { streak: 'daily', atLeast: 20 },
          { counter: 'watched', atLeast: 4 },
        ],
      }),
    },
    burst: { title: 'Burst', ...tiers({ within: { days: 2 }, of: { counter: 'watched', atLeast: 3 } }) },
    hidden: { title: 'Hidden', secret: true, ...tiers({ counter: 'watched', atLeast: 9 }) },
    found: { title: 'Found', secret: true, ...tiers({ counter: 'watched', atLeast: 2 }) },
  },
});

describe('badges', () => {
  it('show the way to the next tier, and no secret that is not won', () => {
    const fan = new FanInMemory(rules, { now: '2026-06-02T12:00Z' }).given(
      done(did('watched', '2026-06-01T10:00Z')),
      done(did('watched', '2026-06-02T10:00Z')),
      done(did('scored', '2026-06-02T10:00Z', { amount: -5 })),
    );
    const badges = badgesOf(rules, fan.profile ?? assert.fail());
    assert.deepEqual(
      badges.map(({ id, reached, progress }) => [id, reached.length, progress]),
      [
        ['fan', 1, 0.25],
        ['done', 1, 1],
        ['points', 0, 0],
        ['both', 0, 0.5],
        ['any', 0, 0.5],
        ['burst', 0, 0],
        ['found', 1, 1],
      ],
    );
    assert.deepEqual(badges[0]?.reached, ['2026-06-02']);
  });
});
