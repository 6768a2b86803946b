import type { ContestRules } from './contest.ts';
import type { PrizeTable } from './prizes.ts';

export const T20_RULES: ContestRules = {
  picks: 11,
  budget: 1000,
  perSide: { min: 1, max: 7 },
  roles: {
    wicketKeeper: { min: 1, max: 8 },
    batter: { min: 1, max: 8 },
    allRounder: { min: 0, max: 8 },
    bowler: { min: 1, max: 8 },
  },
  captain: 2,
  viceCaptain: 1.5,
  powerUps: { triple: { multiplier: 3, units: 5 } },
  entriesPerFan: 1,
};

export const FOOTBALL_RULES: ContestRules = {
  picks: 11,
  budget: 1000,
  perSide: { min: 1, max: 7 },
  roles: {
    goalkeeper: { min: 1, max: 1 },
    defender: { min: 3, max: 5 },
    midfielder: { min: 2, max: 5 },
    forward: { min: 1, max: 3 },
  },
  captain: 2,
  viceCaptain: 1.5,
  powerUps: { triple: { multiplier: 3, units: 15 } },
  entriesPerFan: 1,
};

/** Coins of a default contest. */
export const DEFAULT_PRIZES: PrizeTable = {
  tiers: [
    { places: 1, coins: 5_000 },
    { places: 1, coins: 3_000 },
    { places: 1, coins: 2_000 },
    { places: 7, coins: 500 },
    { places: 90, coins: 100 },
    { share: 0.25, pool: 25_000 },
  ],
};
