import { MemoryFirestore } from '../../functions/kit/testing/memory-firestore.ts';
import { runCases } from '../support/cases.ts';
import { contentOfMatches } from '../support/dump.ts';
import { type Place, compare } from './compare.ts';
import { PACED } from './rough-delivery.ts';

/** Cases take their time in waiting: many at once take little more. */
const CASES = 250;
const LANES = 50;

describe("folding at production's pace, in memory", () => {
  it(`ends in identical documents and effects, in any order, with repeats and crashes (${CASES} cases)`, async function () {
    this.timeout(120_000);
    const lanes = Array.from({ length: LANES }, () => ({ straight: memoryPlace(), rough: memoryPlace() }));
    await runCases(lanes, { first: 1, last: CASES }, ({ straight, rough }, seed) =>
      compare(straight, rough, seed, PACED),
    );
  });
});

function memoryPlace(): Place {
  const memory = new MemoryFirestore();
  return {
    db: memory.firestore,
    clear: () => memory.documents.clear(),
    content: () => {
      const documents = [...memory.documents].map(([path, { data }]): [string, unknown] => [path, data]);
      return Promise.resolve(contentOfMatches(Object.fromEntries(documents)));
    },
  };
}
