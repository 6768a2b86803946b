import type { SquadRole } from '../match/rows.ts';
import type { ContestRules, Range } from './contest.ts';
import type { ContestTerms } from './contest-of.ts';
import type { PrizeTable, PrizeTier } from './prizes.ts';
import type { Scoring } from './scoring.ts';

/** Something in the terms of a contest that would make its points or prizes wrong. */
export interface TermsProblem {
  code: 'badLimit' | 'badRange' | 'unfillable' | 'badMultiplier' | 'oddPoints' | 'badPrizes' | 'wrongRoles';
  message: string;
}

/** 1,000 points by one rule at once. More would let totals outgrow the 32 bits in which the scorer keeps them. */
const MOST_POINTS = 100_000;
const MOST_TIMES = 10;

const ROLES: Record<Scoring['sport'], readonly SquadRole[]> = {
  cricket: ['wicketKeeper', 'batter', 'allRounder', 'bowler'],
  football: ['goalkeeper', 'defender', 'midfielder', 'forward'],
};

/** What is wrong with the terms of a contest; none: it may be opened. */
export function contestProblems({ rules, scoring, prizes }: Omit<ContestTerms, 'name'>): TermsProblem[] {
  return [
    ...limitProblems(rules),
    ...rangeProblems(rules, scoring),
    ...multiplierProblems(rules),
    ...numbersIn(scoring).flatMap(([path, value]): TermsProblem[] =>
      isPoints(path, value)
        ? []
        : [{ code: 'oddPoints', message: `${path} is ${value}: points are even hundredths, up to ${MOST_POINTS}.` }],
    ),
    ...prizes.tiers.flatMap((tier, at): TermsProblem[] =>
      isTier(tier)
        ? []
        : [{ code: 'badPrizes', message: `Tier ${at + 1} must have whole numbers from 0, and a share up to 1.` }],
    ),
    ...risingTiers(prizes).map((tier): TermsProblem => ({
      code: 'badPrizes',
      message: `Tier ${tier} pays a place more than the one before it.`,
    })),
  ];
}

/** Numbers of tiers that promise what no place of theirs is paid. What a pool pays depends on the field; those are capped only. */
function risingTiers({ tiers }: PrizeTable): number[] {
  let most = Infinity;
  return tiers.flatMap((tier, at) => {
    if ('share' in tier || tier.places === 0) return [];
    const isRising = tier.coins > most;
    most = tier.coins;
    return isRising ? [at + 1] : [];
  });
}

/** Two players at least: a captain and a vice-captain. */
function limitProblems({ picks, budget, entriesPerFan }: ContestRules): TermsProblem[] {
  const limits = { picks: [picks, 2], budget: [budget, 0], entriesPerFan: [entriesPerFan, 1] } as const;
  return Object.entries(limits).flatMap(([name, [value, least]]): TermsProblem[] =>
    Number.isSafeInteger(value) && value >= least
      ? []
      : [{ code: 'badLimit', message: `${name} is ${value}: a whole number from ${least}.` }],
  );
}

function rangeProblems({ picks, perSide, roles }: ContestRules, { sport }: Scoring): TermsProblem[] {
  const problems: TermsProblem[] = [];
  const ranges = Object.entries({ perSide, ...roles }) as [string, Range][];
  for (const [name, { min, max }] of ranges) {
    const isRange = Number.isSafeInteger(min) && Number.isSafeInteger(max) && min >= 0 && min <= max;
    if (!isRange) problems.push({ code: 'badRange', message: `${name}: ${min} to ${max} is no range.` });
  }
  const known = Object.keys(roles) as SquadRole[];
  if (known.some((role) => !ROLES[sport].includes(role)))
    problems.push({ code: 'wrongRoles', message: `Roles of ${sport} are ${ROLES[sport].join(', ')}.` });
  const sums = (bound: keyof Range) => Object.values(roles).reduce((sum, range) => sum + range[bound], 0);
  const open = ROLES[sport].some((role) => !known.includes(role));
  if (sums('min') > picks || (!open && sums('max') < picks) || perSide.min * 2 > picks || perSide.max * 2 < picks)
    problems.push({ code: 'unfillable', message: `No team of ${picks} can meet these ranges.` });
  return problems;
}

function multiplierProblems({ captain, viceCaptain, powerUps }: ContestRules): TermsProblem[] {
  const isTimes = (value: number, least: number) => value >= least && value <= MOST_TIMES;
  const captains = Object.entries({ captain, viceCaptain }).filter(
    ([, value]) => !isTimes(value, 1) || !Number.isInteger(value * 2),
  );
  const boosts = Object.entries(powerUps).filter(
    ([, { multiplier, units }]) =>
      !isTimes(multiplier, 2) || !Number.isInteger(multiplier) || !Number.isSafeInteger(units) || units < 1,
  );
  return [
    ...captains.map(([name, value]): TermsProblem => ({
      code: 'badMultiplier',
      message: `${name} is ${value}: a multiple of 0.5 from 1 to ${MOST_TIMES}.`,
    })),
    ...boosts.map(([name, { multiplier, units }]): TermsProblem => ({
      code: 'badMultiplier',
      message: `${name} is ${multiplier} for ${units}: a whole number from 2 to ${MOST_TIMES}, for 1 unit or more.`,
    })),
  ];
}

/** Every number of a scoring table, with its path. */
function numbersIn(value: unknown, path = 'scoring'): [string, number][] {
  if (typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) => numbersIn(field, `${path}.${name}`));
}

/** Bounds of rates are no points. */
function isPoints(path: string, value: number): boolean {
  if (/\.(from|below|minBalls)$/.test(path)) return Number.isFinite(value) && value >= 0;
  return value % 2 === 0 && Math.abs(value) <= MOST_POINTS;
}

function isTier(tier: PrizeTier): boolean {
  const [size, coins] = 'share' in tier ? [tier.share, tier.pool] : [tier.places, tier.coins];
  const isSize = 'share' in tier ? size >= 0 && size <= 1 : Number.isSafeInteger(size) && size >= 0;
  return isSize && coins >= 0 && Number.isSafeInteger(coins) && Number.isSafeInteger(size < 1 ? coins : size * coins);
}
