import type { SquadRole } from '@fanfold/game/match';
import { z } from 'zod';
import { MOST_POWER_UPS } from '../entries/entry-record.ts';

/*
 * The shape of a contest's terms and sizes that a fan's calls can keep; whether they make sense, `contestProblems` says.
 */
const number = z.number();
const range = z.strictObject({ min: number, max: number });

export const rulesSchema = z.strictObject({
  picks: number.max(50),
  budget: number,
  perSide: range,
  roles: z.partialRecord(
    z.enum([
      'wicketKeeper',
      'batter',
      'allRounder',
      'bowler',
      'goalkeeper',
      'defender',
      'midfielder',
      'forward',
    ] satisfies SquadRole[]),
    range,
  ),
  captain: number,
  viceCaptain: number,
  powerUps: z
    .record(
      z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,39}$/),
      z.strictObject({ multiplier: number, units: number.max(10_000) }),
    )
    .refine((kinds) => Object.keys(kinds).length <= MOST_POWER_UPS, `are more than ${MOST_POWER_UPS} kinds`),
  entriesPerFan: number.max(100),
});

const rateBands = z.strictObject({
  minBalls: number,
  bands: z
    .array(z.strictObject({ from: number.nullable(), below: number.nullable(), points: number }))
    .max(20)
    .readonly(),
});

const cricketSchema = z.strictObject({
  sport: z.literal('cricket'),
  starting: number,
  run: number,
  four: number,
  six: number,
  fifty: number,
  hundred: number,
  duck: number,
  strikeRate: rateBands,
  wicket: number,
  bowledOrLbw: number,
  threeWickets: number,
  fourWickets: number,
  fiveWickets: number,
  maiden: number,
  dotBall: number,
  economy: rateBands,
  catch: number,
  threeCatches: number,
  stumping: number,
  runOut: number,
  sharedRunOut: number,
});

const byPosition = z.strictObject({ goalkeeper: number, defender: number, midfielder: number, forward: number });

const footballSchema = z.strictObject({
  sport: z.literal('football'),
  appearance: number,
  sixtyMinutes: number,
  goal: byPosition,
  assist: number,
  cleanSheet: byPosition,
  twoConceded: byPosition,
  shotOnTarget: number,
  threeSaves: number,
  penaltySaved: number,
  penaltyMissed: number,
  ownGoal: number,
  yellowCard: number,
  redCard: number,
});

export const scoringSchema = z.discriminatedUnion('sport', [cricketSchema, footballSchema]);

export const prizesSchema = z.strictObject({
  tiers: z
    .array(
      z.union([z.strictObject({ places: number, coins: number }), z.strictObject({ share: number, pool: number })]),
    )
    .max(100)
    .readonly(),
});
