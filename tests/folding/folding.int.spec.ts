import type { Pace } from '@fanfold/kit/commit';
import { runCases } from '../support/cases.ts';
import { dumpContent } from '../support/dump.ts';
import { openFirestore } from '../support/firestore.ts';
import { compare } from './compare.ts';
import { AT_ONCE, PACED } from './rough-delivery.ts';

/** `FOLDING_CASES=10000 FOLDING_SEED=1 npm run test:int -- folding/folding` runs more, or others; folding.unit.spec.ts has more, in memory. */
const CASES = Number(process.env['FOLDING_CASES'] ?? 60);
const FIRST_SEED = Number(process.env['FOLDING_SEED'] ?? 1);
const BLOCK = 60;

/** Of the cases, so many at production's pace too. */
const PACED_SHARE = 5;

/** Cases that run at once, each in databases of its own: most of the time goes in waiting for the emulator. */
const LANES = 6;

describe('folding: any order, any number of times, any crash', () => {
  let lanes: { straight: ReturnType<typeof openPlace>; rough: ReturnType<typeof openPlace> }[];

  before(() => {
    lanes = Array.from({ length: LANES }, () => ({ straight: openPlace(), rough: openPlace() }));
  });
  after(() => Promise.all(lanes.flatMap(({ straight, rough }) => [straight.close(), rough.close()])));

  function block(first: number, last: number, pace: Pace, name: string): void {
    it(`ends in identical documents and effects${name} (cases ${first} to ${last})`, () => {
      return runCases(lanes, { first, last }, ({ straight, rough }, seed) => compare(straight, rough, seed, pace));
    });
  }

  for (let first = FIRST_SEED; first < FIRST_SEED + CASES; first += BLOCK) {
    block(first, Math.min(first + BLOCK, FIRST_SEED + CASES) - 1, AT_ONCE, '');
  }
  block(FIRST_SEED, FIRST_SEED + Math.ceil(CASES / PACED_SHARE) - 1, PACED, " at production's pace");
});

function openPlace() {
  const firestore = openFirestore();
  return { ...firestore, content: () => dumpContent(firestore.db) };
}
