import assert from 'node:assert/strict';
import { countdownText } from './countdown.ts';

describe('countdownText', () => {
  for (const [seconds, text] of [
    [3 * 86_400, '3 days'],
    [2 * 86_400 - 1, '47 h 59 min'],
    [3 * 3600 + 12 * 60, '3 h 12 min'],
    [3599, '59:59'],
    [5, '0:05'],
    [0.2, '0:01'],
    [0, ''],
    [-60, ''],
  ] as const) {
    it(`${seconds} s: "${text}"`, () => assert.equal(countdownText(seconds * 1000), text));
  }
});
