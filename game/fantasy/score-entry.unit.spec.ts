import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Entry } from './entry.ts';
import { comparePlaces } from './place.ts';
import { playerPoints, pointsInWindow, scoreEntry } from './score-entry.ts';
import { PLAYERS, anyEntry, anyTimeline, placesOf } from '../testing/fantasy.ts';
import type { Place, PointsTimeline } from './timeline.ts';

/** Two halves; ana has 1,000 in each of three minutes: the last and the one before of the first half, the first of the second. */
const timeline: PointsTimeline = {
  sport: 'football',
  seq: 3,
  periods: [
    { period: 1, first: 0, last: 46 },
    { period: 2, first: 45, last: 50 },
  ],
  rows: [row(1, 45), row(1, 46), row(2, 45)],
};
function row(period: number, unit: number) {
  return { period, unit, ball: 0, awards: [{ playerId: 'ana', rule: 'goal', points: 1_000 }] };
}
const entry = (multiplier: number, ...powerUps: Entry['powerUps']): Entry => ({
  picks: [{ playerId: 'ana', multiplier }],
  powerUps,
});
const triple = (since: Place, units: number, playerId = 'ana') => ({
  kind: 'triple',
  playerId,
  multiplier: 3,
  since,
  units,
});

/** Points in a window, by looking at which of the played units are in it. */
function windowByList({ periods, rows }: PointsTimeline, playerId: string, since: Place, units: number): number {
  const played = placesOf({ periods });
  const from = played.findIndex((place) => comparePlaces(place, since) >= 0);
  const covered = from === -1 ? [] : played.slice(from, from + units);
  const isCovered = (place: Place) => covered.some((other) => comparePlaces(place, other) === 0);
  return rows
    .filter(isCovered)
    .flatMap(({ awards }) => awards)
    .reduce((sum, award) => sum + (award.playerId === playerId ? award.points : 0), 0);
}

describe('the total of an entry', () => {
  it('is each player times his multiplier', () => {
    assert.equal(scoreEntry(entry(1), timeline), 3_000);
    assert.equal(scoreEntry(entry(1.5), timeline), 4_500);
    assert.equal(scoreEntry({ picks: [], powerUps: [] }, timeline), 0);
  });

  it('a power-up multiplies on top of the captain, from its first minute on, for its minutes', () => {
    assert.equal(scoreEntry(entry(2, triple({ period: 1, unit: 46 }, 1)), timeline), 2 * (1_000 + 3_000 + 1_000));
    assert.equal(scoreEntry(entry(2, triple({ period: 1, unit: 30 }, 15)), timeline), 2 * 3_000);
    assert.equal(scoreEntry(entry(2, triple({ period: 1, unit: 30 }, 16)), timeline), 2 * 5_000);
  });

  it('a power-up goes on after the break', () =>
    assert.equal(scoreEntry(entry(1, triple({ period: 1, unit: 46 }, 2)), timeline), 1_000 + 3_000 + 3_000));

  it('a power-up for the minute after the last of a half starts with the next half', () =>
    assert.equal(scoreEntry(entry(1, triple({ period: 1, unit: 47 }, 1)), timeline), 2_000 + 3_000));

  it('a power-up of a player who is not picked gives nothing', () =>
    assert.equal(scoreEntry(entry(1, triple({ period: 1, unit: 0 }, 90, 'bo')), timeline), 3_000));

  it('power-ups that overlap add what each gives', () => {
    const since = { period: 2, unit: 45 };
    assert.equal(
      scoreEntry(entry(1, triple(since, 1), { ...triple(since, 1), multiplier: 2 }), timeline),
      2_000 + 4_000,
    );
  });

  it('a window of play has what happened in its overs or minutes', () =>
    fc.assert(
      fc.property(anyTimeline, anyEntry, (any, { powerUps }) => {
        for (const { playerId, since, units } of powerUps)
          assert.equal(pointsInWindow(any, playerId, since, units), windowByList(any, playerId, since, units));
      }),
      { numRuns: 1_000 },
    ));

  it('is the sum over picks and over power-ups, and whole', () =>
    fc.assert(
      fc.property(anyTimeline, anyEntry, (any, { picks, powerUps }) => {
        const points = playerPoints(any);
        const multipliers = new Map(picks.map(({ playerId, multiplier }) => [playerId, multiplier]));
        let total = 0;
        for (const { playerId, multiplier } of picks) total += multiplier * (points.get(playerId) ?? 0);
        for (const { playerId, multiplier, since, units } of powerUps)
          total += (multipliers.get(playerId) ?? 0) * (multiplier - 1) * windowByList(any, playerId, since, units);
        assert.equal(scoreEntry({ picks, powerUps }, any), total);
        assert.ok(Number.isInteger(total));
      }),
      { numRuns: 1_000 },
    ));

  it("everybody's points are all points", () =>
    fc.assert(
      fc.property(anyTimeline, (any) => {
        const given = any.rows.flatMap(({ awards }) => awards).reduce((sum, { points }) => sum + points, 0);
        const had = [...playerPoints(any).values()].reduce((sum, points) => sum + points, 0);
        assert.equal(had, given);
        const all = { picks: [...PLAYERS, 'nobody'].map((playerId) => ({ playerId, multiplier: 1 })), powerUps: [] };
        assert.equal(scoreEntry(all, any), given);
      }),
    ));

  it('what was given before the place where a power-up may start is not changed by it', () =>
    fc.assert(
      fc.property(anyTimeline, anyEntry, (any, { picks }) => {
        const last = any.periods.at(-1);
        if (!last) return;
        const since = { period: last.period, unit: last.last + 1 };
        const powerUps = picks.map(({ playerId }) => triple(since, 20, playerId));
        assert.equal(scoreEntry({ picks, powerUps }, any), scoreEntry({ picks, powerUps: [] }, any));
      }),
    ));
});
