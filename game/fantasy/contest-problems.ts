import type { SquadRole } from '../match/rows.ts';
import type { ContestRules, Range } from './contest.ts';
import type { ContestTerms } from './contest-of.ts';
import type { PrizeTier } from './prizes.ts';
import type { Scoring } from './scoring.ts';

/** Something in the terms of a contest that would make its points or prizes wrong. */
export interface TermsProblem {
  code: 'badRange' | 'unfillable' | 'badMultiplier' | 'oddPoints' | 'badPrizes' | 'wrongRoles';
  message: string;
}

const ROLES: Record<Scoring['sport'], readonly SquadRole[]> = {
  cricket: ['wicketKeeper', 'batter', 'allRounder', 'bowler'],
  football: ['goalkeeper', 'defender', 'midfielder', 'forward'],
};

/** What is wrong with the terms of a contest; none: it may be opened. */
export function contestProblems({ rules, scoring, prizes }: Omit<ContestTerms, 'name'>): TermsProblem[] {
  return [
    ...rangeProblems(rules, scoring),
    ...multiplierProblems(rules),
    ...numbersIn(scoring).flatMap(([path, value]): TermsProblem[] =>
      isPoints(path, value)
        ? []
        : [{ code: 'oddPoints', message: `${path} is ${value}: points are even whole hundredths.` }],
    ),
    ...prizes.tiers.flatMap((tier, at): TermsProblem[] =>
      isTier(tier)
        ? []
        : [{ code: 'badPrizes', message: `Tier ${at + 1} must have whole numbers from 0, and a share up to 1.` }],
    ),
  ];
}

function rangeProblems({ picks, perSide, roles }: ContestRules, { sport }: Scoring): TermsProblem[] {
  const problems: TermsProblem[] = [];
  const ranges = Object.entries({ perSide, ...roles }) as [string, Range][];
  for (const [name, { min, max }] of ranges) {
    if (min < 0 || min > max) problems.push({ code: 'badRange', message: `${name}: ${min} to ${max} is no range.` });
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
  const halves = Object.entries({ captain, viceCaptain }).filter(([, value]) => value < 0 || (value * 2) % 1 !== 0);
  const wholes = Object.entries(powerUps).filter(
    ([, { multiplier, units }]) => multiplier < 1 || multiplier % 1 !== 0 || units < 1,
  );
  return [...halves, ...wholes].map(([name]) => ({
    code: 'badMultiplier',
    message: `${name}: captains' multipliers are multiples of 0.5, those of power-ups whole numbers for 1 unit or more.`,
  }));
}

/** Every number of a scoring table, with its path. */
function numbersIn(value: unknown, path = 'scoring'): [string, number][] {
  if (typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) => numbersIn(field, `${path}.${name}`));
}

function isPoints(path: string, value: number): boolean {
  return /\.(from|below|minBalls)$/.test(path) ? Number.isFinite(value) && value >= 0 : value % 2 === 0;
}

function isTier(tier: PrizeTier): boolean {
  const [size, coins] = 'share' in tier ? [tier.share, tier.pool] : [tier.places, tier.coins];
  const isSize = 'share' in tier ? size >= 0 && size <= 1 : Number.isInteger(size) && size >= 0;
  return isSize && Number.isInteger(coins) && coins >= 0;
}
