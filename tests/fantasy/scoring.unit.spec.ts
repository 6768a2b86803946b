import { AT_ONCE, PACED } from '../folding/rough-delivery.ts';
import { runCases } from '../support/cases.ts';
import { memoryPlace } from '../support/memory-place.ts';
import { compareContests } from './compare-contests.ts';

/** At each pace, others. */
const CASES = 60;
const LANES = 20;

describe('scoring in memory: any order, any number of times, any crash', () => {
  for (const [pace, name, first] of [
    [AT_ONCE, '', 1],
    [PACED, " at production's pace", CASES + 1],
  ] as const) {
    it(`ends in identical contests, on any instances${name} (${CASES} cases)`, async () => {
      const lanes = Array.from({ length: LANES }, () => ({ straight: memoryPlace(), rough: memoryPlace() }));
      await runCases(lanes, { first, last: first + CASES - 1 }, ({ straight, rough }, seed) =>
        compareContests(straight, rough, seed, pace),
      );
    });
  }
});
