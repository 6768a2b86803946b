import assert from 'node:assert/strict';
import { type EventRow, type MatchRow, type SquadRow, eventRow, foldMatch } from '@fanfold/game/match';
import fc from 'fast-check';

/** Rows that no scorer would enter: ids that mean nothing, numbers that cannot be, details of any shape. */

const id = fc.constantFrom('p1', 'p2', 'p3', 'H', 'A', 'nobody');
const idOrNull = fc.option(id, { nil: null });
const number = fc.option(fc.oneof(fc.integer({ min: -3, max: 12 }), fc.integer()), { nil: null });
const kinds: EventRow['kind'][] = [
  'innings',
  'delivery',
  'delivery',
  'delivery',
  'penalty',
  'periodStart',
  'periodEnd',
  'pass',
  'shot',
  'ownGoal',
  'foul',
  'misconduct',
  'substitution',
  'offside',
];
const wicket = fc.record({
  kind: fc.constantFrom('bowled', 'runOut', 'retiredHurt', 'nonsense'),
  playerId: id,
  fielders: fc.oneof(fc.constant([]), fc.jsonValue()),
});
/** What JSON may stand in a `detail` column under the names that folds look at. */
const anyDetail = (...names: string[]) => fc.dictionary(fc.constantFrom(...names), fc.jsonValue());
const detail = fc.oneof(
  anyDetail('target', 'superOver', 'declared', 'miscountedOvers', 'wickets', 'nonBoundary', 'names', 'reason'),
  fc.record({
    wickets: fc.array(wicket, { maxLength: 3 }),
    nonBoundary: fc.boolean(),
    names: fc.dictionary(id, fc.string(), { maxKeys: 2 }),
  }),
  fc.record({
    target: fc.record({ runs: fc.integer({ max: 500 }), overs: fc.double({ noNaN: true, min: 0, max: 50 }) }),
    superOver: fc.boolean(),
    declared: fc.boolean(),
  }),
  fc.constant({}),
);
const event = fc.record({
  id: fc.string({ minLength: 1, maxLength: 8 }),
  period: fc.integer({ min: 0, max: 7 }),
  ord: fc.double({ noNaN: true, min: -10, max: 5_000 }),
  kind: fc.constantFrom(...kinds),
  variant: fc.constantFrom(null, 'penalty', 'corner', 'nonsense'),
  teamId: idOrNull,
  playerId: idOrNull,
  opponentId: idOrNull,
  partnerId: idOrNull,
  over: number,
  ball: number,
  runs: number,
  byes: number,
  legByes: number,
  wides: number,
  noBalls: number,
  penaltyRuns: number,
  minute: number,
  second: number,
  outcome: fc.constantFrom(null, 'goal', 'saved', 'nonsense'),
  xg: fc.option(fc.double({ noNaN: true, min: 0, max: 1 }), { nil: null }),
  card: fc.constantFrom(null, 'yellow', 'secondYellow', 'red'),
  detail,
});
const squad = fc.record({
  matchId: fc.constant('m'),
  playerId: id,
  teamId: id,
  name: fc.string(),
  role: fc.constantFrom('batter', 'goalkeeper', 'forward'),
  price: fc.integer({ min: 0, max: 200 }),
  starting: fc.boolean(),
  shirt: fc.option(fc.integer({ min: 0, max: 99 }), { nil: null }),
});
const match = fc.record({
  id: fc.constant('m'),
  sport: fc.constantFrom('cricket', 'football'),
  competition: fc.string(),
  season: fc.string(),
  venue: fc.string(),
  homeTeamId: fc.constant('H'),
  homeName: fc.string(),
  homeShort: fc.string(),
  awayTeamId: fc.constantFrom('A', 'H'),
  awayName: fc.string(),
  awayShort: fc.string(),
  startsAt: fc.constant('2026-06-01T14:00:00.000Z'),
  status: fc.constantFrom('scheduled', 'live', 'finished', 'abandoned', 'postponed'),
  final: fc.boolean(),
  eventCount: fc.constant(null),
  detail: fc.oneof(
    fc.constantFrom(
      {},
      { oversPerInnings: 20 },
      { ballsPerOver: 5 },
      { outcome: { kind: 'win', winnerTeamId: 'nobody' } },
    ),
    anyDetail('oversPerInnings', 'ballsPerOver', 'toss', 'outcome'),
  ),
});
const rows = fc.record({
  match,
  squads: fc.array(squad, { maxLength: 6 }),
  events: fc.uniqueArray(event, { maxLength: 40, selector: (each) => each.id }),
});

describe('folds are total', () => {
  it('any rows give a view that can be stored, whatever their order', () => {
    fc.assert(
      fc.property(rows, ({ match, squads, events }) => {
        const all = events.map((each) => eventRow({ matchId: 'm', ...each } as EventRow));
        const fold = (ordered: EventRow[]) =>
          foldMatch({ match: match as MatchRow, squads: squads as SquadRow[], events: ordered });
        const view = fold(all);
        assert.ok(view);
        assertStorable(view, 'view');
        assert.deepEqual(fold([...all].reverse()), view);
        assert.equal(new Set(view.moments.map((moment) => moment.id)).size, view.moments.length);
        const { scorecard } = view;
        if (scorecard.sport === 'football') assert.equal(scorecard.home.possession + scorecard.away.possession, 100);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** Firestore keeps neither NaN as we would want it nor a list in a list. */
function assertStorable(value: unknown, path: string): void {
  if (typeof value === 'number') assert.ok(Number.isFinite(value), `${path} is ${value}`);
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) assert.ok(!value.some(Array.isArray), `${path} holds a list in a list`);
  for (const [name, field] of Object.entries(value)) assertStorable(field, `${path}.${name}`);
}
