import { runCases } from '../support/cases.ts';
import { memoryPlace } from '../support/memory-place.ts';
import { compare } from './compare.ts';
import { AT_ONCE, PACED } from './rough-delivery.ts';

/** At each pace, others. */
const CASES = 250;
/** At production's pace cases take their time in waiting: many at once take little more. */
const LANES = 50;

describe('folding in memory: any order, any number of times, any crash', () => {
  for (const [pace, name, first] of [
    [AT_ONCE, '', 1],
    [PACED, " at production's pace", CASES + 1],
  ] as const) {
    it(`ends in identical documents and effects${name} (${CASES} cases)`, async () => {
      const lanes = Array.from({ length: LANES }, () => ({ straight: memoryPlace(), rough: memoryPlace() }));
      await runCases(lanes, { first, last: first + CASES - 1 }, ({ straight, rough }, seed) =>
        compare(straight, rough, seed, pace),
      );
    });
  }
});
