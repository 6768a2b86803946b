import assert from 'node:assert/strict';
import fc from 'fast-check';
import { explain } from './explain.ts';
import { scoreEntry } from './score-entry.ts';
import { anyEntry, anyTimeline } from '../testing/fantasy.ts';
import type { PointsTimeline } from './timeline.ts';

const sumOf = (items: readonly { points: number }[]) => items.reduce((sum, { points }) => sum + points, 0);

describe('why an entry has its points', () => {
  it('every sum is the total of the entry, exactly', () =>
    fc.assert(
      fc.property(anyEntry, anyTimeline, (entry, timeline) => {
        const { total, players, events } = explain(entry, timeline);
        assert.equal(total, scoreEntry(entry, timeline));
        assert.equal(sumOf(players), total);
        assert.equal(sumOf(events), total);
        assert.deepEqual(
          players.map(({ playerId, multiplier }) => ({ playerId, multiplier })),
          entry.picks,
        );
        for (const { playerId, multiplier, base, points, rules, powerUps } of players) {
          const own = events.filter((event) => event.playerId === playerId);
          assert.equal(sumOf(own), points);
          assert.equal(sumOf(rules), points);
          assert.equal(multiplier * base + sumOf(powerUps), points);
          for (const { rule, times, base: given, points: got } of rules) {
            const byRule = own.filter((event) => event.rule === rule);
            assert.equal(byRule.length, times);
            assert.equal(sumOf(byRule), got);
            assert.equal(
              byRule.reduce((sum, event) => sum + event.base, 0),
              given,
            );
          }
        }
        for (const { base, multiplier, points } of events) assert.ok(base * multiplier === points);
      }),
      { numRuns: 1_000 },
    ));

  it('says what, when, by which rule and times what, newest first', () => {
    const timeline: PointsTimeline = {
      sport: 'cricket',
      seq: 9,
      periods: [{ period: 1, first: 0, last: 3 }],
      rows: [
        {
          period: 1,
          unit: 2,
          ball: 6,
          awards: [
            { playerId: 'ana', rule: 'four', points: 100 },
            { playerId: 'ana', rule: 'run', points: 400 },
            { playerId: 'bo', rule: 'dotBall', points: 50 },
          ],
        },
        { period: 1, unit: 3, ball: 1, awards: [{ playerId: 'ana', rule: 'run', points: 100 }] },
      ],
    };
    const triple = { kind: 'triple', playerId: 'ana', multiplier: 3, since: { period: 1, unit: 3 }, units: 5 };
    const entry = { picks: [{ playerId: 'ana', multiplier: 2 }], powerUps: [triple] };
    const ana = { playerId: 'ana', period: 1 };
    assert.deepEqual(explain(entry, timeline), {
      total: 1_600,
      players: [
        {
          playerId: 'ana',
          multiplier: 2,
          base: 600,
          points: 1_600,
          rules: [
            { rule: 'run', times: 2, base: 500, points: 1_400 },
            { rule: 'four', times: 1, base: 100, points: 200 },
          ],
          powerUps: [{ ...triple, points: 400 }],
        },
      ],
      events: [
        { ...ana, unit: 3, ball: 1, rule: 'run', base: 100, multiplier: 6, points: 600 },
        { ...ana, unit: 2, ball: 6, rule: 'run', base: 400, multiplier: 2, points: 800 },
        { ...ana, unit: 2, ball: 6, rule: 'four', base: 100, multiplier: 2, points: 200 },
      ],
    });
  });
});
