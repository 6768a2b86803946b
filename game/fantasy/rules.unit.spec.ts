import assert from 'node:assert/strict';
import type { ContestTerms } from './contest-of.ts';
import { contestProblems } from './contest-problems.ts';
import type { ContestRules } from './contest.ts';
import type { PrizeTier } from './prizes.ts';
import { DEFAULT_PRIZES, FOOTBALL_RULES, T20_RULES } from './rules.ts';
import { FOOTBALL_SCORING, T20_SCORING } from './scoring.ts';

const cricket = { rules: T20_RULES, scoring: T20_SCORING, prizes: DEFAULT_PRIZES };
const football = { rules: FOOTBALL_RULES, scoring: FOOTBALL_SCORING, prizes: DEFAULT_PRIZES };

const codes = (set: Partial<ContestTerms>) => contestProblems({ ...cricket, ...set }).map(({ code }) => code);
const codesOfRules = (set: Partial<ContestRules>) => codes({ rules: { ...T20_RULES, ...set } });
const codesOfTier = (...tiers: PrizeTier[]) => codes({ prizes: { tiers } });
const powerUp = (multiplier: number, units: number) => ({ powerUps: { boost: { multiplier, units } } });

describe('terms of a contest', () => {
  it('the default ones are in order', () => {
    assert.deepEqual(contestProblems(cricket), []);
    assert.deepEqual(contestProblems(football), []);
  });

  it('limits are whole and leave a team, a captain and an entry', () => {
    for (const picks of [NaN, 1, 10.5, Infinity]) assert.ok(codesOfRules({ picks }).includes('badLimit'), `${picks}`);
    for (const budget of [NaN, -1, 0.5]) assert.deepEqual(codesOfRules({ budget }), ['badLimit']);
    for (const entriesPerFan of [NaN, 0, 1.5]) assert.deepEqual(codesOfRules({ entriesPerFan }), ['badLimit']);
  });

  it('a range has its ends in order', () => {
    for (const perSide of [
      { min: 5, max: 4 },
      { min: -1, max: 7 },
      { min: 0.5, max: 7 },
      { min: NaN, max: 7 },
    ])
      assert.ok(codesOfRules({ perSide }).includes('badRange'), JSON.stringify(perSide));
    assert.deepEqual(codesOfRules({ roles: { ...T20_RULES.roles, batter: { min: 3, max: 2 } } }), ['badRange']);
  });

  it('ranges can be met together', () => {
    const roles = { wicketKeeper: { min: 1, max: 2 }, batter: { min: 1, max: 2 }, allRounder: { min: 1, max: 2 } };
    assert.deepEqual(codesOfRules({ roles: { ...roles, bowler: { min: 1, max: 4 } } }), ['unfillable'], 'at most 10');
    assert.deepEqual(codesOfRules({ roles: { ...roles, bowler: { min: 1, max: 5 } } }), []);
    assert.deepEqual(codesOfRules({ roles: { ...roles, bowler: { min: 9, max: 9 } } }), ['unfillable'], 'at least 12');
    assert.deepEqual(codesOfRules({ roles }), [], 'a role without a range is open');
    assert.deepEqual(codesOfRules({ perSide: { min: 1, max: 5 } }), ['unfillable']);
    assert.deepEqual(codesOfRules({ perSide: { min: 6, max: 7 } }), ['unfillable']);
  });

  it('roles are those of the sport', () =>
    assert.deepEqual(codes({ scoring: FOOTBALL_SCORING }), ['wrongRoles'], 'cricketers in a football match'));

  it('multipliers keep points whole', () => {
    for (const captain of [0, 0.5, 1.25, 11, NaN, Infinity])
      assert.deepEqual(codesOfRules({ captain }), ['badMultiplier'], `${captain}`);
    assert.deepEqual(codesOfRules({ viceCaptain: -1.5 }), ['badMultiplier']);
    assert.deepEqual(codesOfRules({ captain: 2.5, viceCaptain: 1 }), []);
    for (const [multiplier, units] of [
      [1, 5],
      [2.5, 5],
      [NaN, 5],
      [11, 5],
      [3, 0],
      [3, 2.5],
      [3, NaN],
      [3, Infinity],
    ] as const)
      assert.deepEqual(codesOfRules(powerUp(multiplier, units)), ['badMultiplier'], `${multiplier} for ${units}`);
    assert.deepEqual(codesOfRules(powerUp(2, 1)), []);
  });

  it('points are even whole hundredths, wherever they stand in the table', () => {
    for (const run of [75, 0.5, NaN, Infinity, 100_002])
      assert.deepEqual(codes({ scoring: { ...T20_SCORING, run } }), ['oddPoints'], `${run}`);
    assert.deepEqual(codes({ scoring: { ...T20_SCORING, run: -100 } }), []);
    const [problem] = contestProblems({
      ...football,
      scoring: { ...FOOTBALL_SCORING, goal: { ...FOOTBALL_SCORING.goal, forward: 401 } },
    });
    assert.equal(problem?.code, 'oddPoints');
    assert.match(problem.message, /scoring\.goal\.forward is 401/);
  });

  it('bounds of rates may be anything from 0, their points may not', () => {
    const economy = (below: number, points: number) =>
      codes({ scoring: { ...T20_SCORING, economy: { minBalls: 12, bands: [{ from: null, below, points }] } } });
    assert.deepEqual(economy(7.5, 200), []);
    assert.deepEqual(economy(-1, 200), ['oddPoints']);
    assert.deepEqual(economy(7.5, 201), ['oddPoints']);
  });

  it('prizes are whole coins for whole places', () => {
    for (const tier of [
      { places: 0.5, coins: 10 },
      { places: -1, coins: 10 },
      { places: 1, coins: 0.5 },
      { places: 1, coins: -1 },
      { places: 1, coins: NaN },
      { places: 2 ** 30, coins: 2 ** 30 },
      { share: 1.1, pool: 10 },
      { share: NaN, pool: 10 },
      { share: 0.5, pool: 10.5 },
    ])
      assert.deepEqual(codesOfTier(tier), ['badPrizes'], JSON.stringify(tier));
    assert.deepEqual(codesOfTier({ places: 0, coins: 0 }, { share: 1, pool: 7 }), []);
  });

  it('refuses a tier that promises a place more than the one before it', () => {
    assert.deepEqual(codesOfTier({ places: 1, coins: 10 }, { places: 2, coins: 11 }), ['badPrizes']);
    assert.deepEqual(codesOfTier({ places: 1, coins: 10 }, { share: 0.5, pool: 7 }, { places: 1, coins: 11 }), [
      'badPrizes',
    ]);
    assert.deepEqual(codesOfTier({ places: 0, coins: 0 }, { places: 2, coins: 10 }, { places: 1, coins: 10 }), []);
  });

  it('all that is wrong is told at once', () =>
    assert.deepEqual(
      codes({
        rules: { ...T20_RULES, budget: -1, captain: 1.3 },
        scoring: { ...T20_SCORING, six: 1, four: 3 },
        prizes: { tiers: [{ places: 1, coins: -5 }] },
      }),
      ['badLimit', 'badMultiplier', 'oddPoints', 'oddPoints', 'badPrizes'],
    ));
});
