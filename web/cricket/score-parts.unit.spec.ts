import assert from 'node:assert/strict';
import { scoreParts } from './score-parts.ts';

describe('parts of a score', () => {
  for (const [score, runs, overs] of [
    ['207/4 (20)', '207/4', '(20)'],
    ['312 (98.2) & 201/5d (55)', '312 & 201/5d', '(55)'],
    ['3', '3', ''],
    ['', '', ''],
  ] as const) {
    it(`of "${score}"`, () => assert.deepEqual(scoreParts(score), { runs, overs }));
  }
});
