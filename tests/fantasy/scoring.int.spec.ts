import type { Pace } from '@fanfold/kit/commit';
import { AT_ONCE, PACED } from '../folding/rough-delivery.ts';
import { runCases } from '../support/cases.ts';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { compareContests } from './compare-contests.ts';

/** `SCORING_CASES=1000 SCORING_SEED=1 npm run test:int -- fantasy/scoring` runs more, or others; scoring.unit.spec.ts has more, in memory. */
const CASES = Number(process.env['SCORING_CASES'] ?? 20);
const FIRST_SEED = Number(process.env['SCORING_SEED'] ?? 1);
const BLOCK = 20;
/** Cases that run at once, each in databases of its own. */
const LANES = 4;
/** Of the cases, so many at production's pace too. */
const PACED_SHARE = 2;

describe('scoring: any order, any number of times, any crash', () => {
  let lanes: { straight: TestFirestore; rough: TestFirestore }[];

  before(() => {
    lanes = Array.from({ length: LANES }, () => ({ straight: openFirestore(), rough: openFirestore() }));
  });
  after(() => Promise.all(lanes.flatMap(({ straight, rough }) => [straight.close(), rough.close()])));

  function block(first: number, last: number, pace: Pace, name: string): void {
    it(`ends in identical contests, on any instances${name} (cases ${first} to ${last})`, () => {
      return runCases(lanes, { first, last }, ({ straight, rough }, seed) =>
        compareContests(straight, rough, seed, pace),
      );
    });
  }

  for (let first = FIRST_SEED; first < FIRST_SEED + CASES; first += BLOCK) {
    block(first, Math.min(first + BLOCK, FIRST_SEED + CASES) - 1, AT_ONCE, '');
  }
  block(FIRST_SEED, FIRST_SEED + Math.ceil(CASES / PACED_SHARE) - 1, PACED, " at production's pace");
});
