import assert from 'node:assert/strict';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { demoFootball } from '@fanfold/replay/demo-football';
import { rowsOf } from '@fanfold/replay/script';
import {
  FOOTBALL_SCORING,
  type PointsTimeline,
  RULE_NAMES,
  type Scoring,
  T20_SCORING,
  pointsTimeline,
} from '@fanfold/game/fantasy';
import {
  type EventRow,
  type MatchRow,
  type MatchRows,
  type SquadRow,
  compareEvents,
  eventRow,
} from '@fanfold/game/match';
import fc from 'fast-check';
import { BruteForce } from './brute-force.ts';

/** Rows that no scorer would enter: ids that mean nothing, numbers that cannot be, details of any shape. */

const id = fc.constantFrom('p1', 'p2', 'p3', 'p4', 'H', 'nobody');
const idOrNull = fc.option(id, { nil: null });
const number = fc.option(fc.oneof(fc.integer({ min: -3, max: 130 }), fc.integer()), { nil: null });
const wicket = fc.record({
  kind: fc.constantFrom('bowled', 'caught', 'caughtAndBowled', 'stumped', 'runOut', 'retiredHurt', 'nonsense'),
  playerId: id,
  fielders: fc.oneof(fc.array(fc.record({ playerId: id })), fc.jsonValue()),
});
const detail = fc.oneof(
  fc.dictionary(fc.constantFrom('superOver', 'miscountedOvers', 'wickets', 'nonBoundary'), fc.jsonValue()),
  fc.record({ wickets: fc.array(fc.oneof(wicket, fc.jsonValue()), { maxLength: 3 }) }),
  fc.record({ superOver: fc.boolean(), miscountedOvers: fc.dictionary(fc.constantFrom('0', '1'), fc.nat(3)) }),
  fc.constant({}),
);
const event = fc.record({
  id: fc.string({ minLength: 1, maxLength: 8 }),
  period: fc.integer({ min: 0, max: 7 }),
  ord: fc.double({ noNaN: true, min: -10, max: 5_000 }),
  kind: fc.constantFrom(
    'innings',
    'delivery',
    'delivery',
    'penalty',
    'pass',
    'shot',
    'ownGoal',
    'foul',
    'substitution',
  ),
  variant: fc.constantFrom(null, 'penalty', 'nonsense'),
  teamId: fc.constantFrom(null, 'H', 'A', 'nobody'),
  playerId: idOrNull,
  opponentId: idOrNull,
  partnerId: idOrNull,
  over: number,
  ball: number,
  runs: number,
  byes: number,
  wides: number,
  noBalls: number,
  minute: number,
  outcome: fc.constantFrom(null, 'goal', 'saved', 'nonsense'),
  card: fc.constantFrom(null, 'yellow', 'secondYellow', 'red'),
  detail,
});
const squad = fc.record({
  playerId: id,
  teamId: fc.constantFrom('H', 'A', 'nobody'),
  role: fc.constantFrom('batter', 'bowler', 'goalkeeper', 'defender', 'forward'),
  starting: fc.boolean(),
});
const { match: someMatch } = rowsOf(demoCricket());
assert.ok(someMatch);
const anyRows = fc
  .record({
    sport: fc.constantFrom('cricket' as const, 'football' as const),
    detail: fc.dictionary(fc.constantFrom('oversPerInnings', 'ballsPerOver'), fc.jsonValue()),
    squads: fc.uniqueArray(squad, { maxLength: 6, selector: ({ playerId }) => playerId }),
    events: fc.uniqueArray(event, { maxLength: 40, selector: (each) => each.id }),
  })
  .map(({ sport, detail, squads, events }): MatchRows => ({
    match: { ...someMatch, sport, detail: detail as MatchRow['detail'] },
    squads: squads as SquadRow[],
    events: events.map((each) => eventRow({ matchId: 'm', ...each } as EventRow)),
  }));

const scoringOf = ({ match }: MatchRows): Scoring => (match?.sport === 'football' ? FOOTBALL_SCORING : T20_SCORING);
const demos = () => [demoCricket(), demoFootball()].map(rowsOf);

describe('points timeline', () => {
  it('any rows give whole points under known rules, in order, whatever the order of the rows', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const timeline = pointsTimeline(rows, scoringOf(rows));
        assertWhole(timeline);
        const reversed = { ...rows, squads: [...rows.squads].reverse(), events: [...rows.events].reverse() };
        assert.deepEqual(pointsTimeline(reversed, scoringOf(rows)), timeline);
      }),
      { numRuns: 2_000 },
    );
  });

  it('no row changes what the rows before it gave', () => {
    fc.assert(
      fc.property(anyRows, fc.nat(40), (rows, count) => {
        const first = [...rows.events].sort(compareEvents).slice(0, count);
        const { rows: part } = pointsTimeline({ ...rows, events: first }, scoringOf(rows));
        assert.deepEqual(part, pointsTimeline(rows, scoringOf(rows)).rows.slice(0, part.length));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the same for any permutation of a match', () => {
    for (const rows of demos()) {
      const timeline = pointsTimeline(rows, scoringOf(rows));
      const shuffled = fc.shuffledSubarray([...rows.events], { minLength: rows.events.length });
      fc.assert(
        fc.property(shuffled, (events) =>
          assert.deepEqual(pointsTimeline({ ...rows, events }, scoringOf(rows)), timeline),
        ),
        { numRuns: 10 },
      );
    }
  });

  it('what the first n rows gave is, in the whole timeline too, what brute force counts', () => {
    for (const rows of demos()) {
      const scoring = scoringOf(rows);
      const ordered = [...rows.events].sort(compareEvents);
      const brute = new BruteForce(rows, scoring);
      const whole = pointsTimeline(rows, scoring);
      for (let count = 0; count <= ordered.length; count += 25) {
        const { rows: part } = pointsTimeline({ ...rows, events: ordered.slice(0, count) }, scoring);
        assert.deepEqual(part, whole.rows.slice(0, part.length));
        const totals = totalsOf(part);
        for (const { playerId } of rows.squads)
          assert.equal(totals.get(playerId) ?? 0, brute.points(playerId, count), `${playerId} after ${count} rows`);
      }
    }
  });

  it('brute force too gives nothing in a shoot-out', () => {
    const [, rows] = demos();
    assert.ok(rows);
    const last = [...rows.events].sort(compareEvents).at(-1);
    const kick = (minute: number): EventRow =>
      eventRow({ id: `kick${minute}`, matchId: 'm', period: 5, ord: minute, kind: 'shot', minute, outcome: 'goal' });
    const longer = new BruteForce({ ...rows, events: [...rows.events, kick(120), kick(400)] }, FOOTBALL_SCORING);
    assert.ok(last && last.period < 5);
    for (const { playerId } of rows.squads)
      assert.equal(longer.points(playerId, longer.length), longer.points(playerId, rows.events.length));
  });

  it('without a row of the match, or of another sport, nobody has points', () => {
    for (const rows of demos()) {
      const scoring = scoringOf(rows);
      const other = scoring.sport === 'cricket' ? FOOTBALL_SCORING : T20_SCORING;
      assert.deepEqual(pointsTimeline({ ...rows, match: null }, scoring).rows, []);
      assert.deepEqual(pointsTimeline(rows, other).rows, []);
      assert.equal(pointsTimeline(rows, other).sport, other.sport);
    }
  });

  it('values of the tables are even, so that half multiples are whole', () => {
    for (const table of [T20_SCORING, FOOTBALL_SCORING])
      for (const [name, value] of pointsIn(table)) assert.ok(value % 2 === 0, `${table.sport}: ${name} is ${value}`);
  });
});

function assertWhole({ rows }: PointsTimeline): void {
  for (const { awards, unit, ball } of rows) {
    assert.ok(awards.length > 0 && Number.isInteger(unit) && Number.isInteger(ball));
    const keys = awards.map(({ playerId, rule }) => `${playerId} ${rule}`);
    assert.deepEqual(keys, [...new Set(keys)].sort());
    for (const { rule, points } of awards) {
      assert.ok(Number.isSafeInteger(points) && points !== 0, `${rule}: ${points}`);
      assert.ok(rule in RULE_NAMES, rule);
    }
  }
}

function totalsOf(rows: PointsTimeline['rows']): Map<string, number> {
  const totals = new Map<string, number>();
  for (const { playerId, points } of rows.flatMap(({ awards }) => awards))
    totals.set(playerId, (totals.get(playerId) ?? 0) + points);
  return totals;
}

/** Every value of a table that is points: bounds of bands and numbers of balls are not. */
function pointsIn(table: object, path = ''): [name: string, value: number][] {
  return Object.entries(table).flatMap(([name, value]: [string, unknown]): [string, number][] => {
    if (typeof value === 'number') return ['from', 'below', 'minBalls'].includes(name) ? [] : [[path + name, value]];
    return typeof value === 'object' && value !== null ? pointsIn(value, `${path}${name}.`) : [];
  });
}
