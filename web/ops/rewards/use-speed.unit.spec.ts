import assert from 'node:assert/strict';
import { speedOf, withCount } from './use-speed.ts';

describe('how fast a stock goes', () => {
  const counts = (...all: [at: number, left: number][]) =>
    all.reduce<{ at: number; left: number }[]>((some, [at, left]) => withCount(some, { at: at * 1000, left }), []);

  it('is nothing before anything has gone', () => {
    assert.equal(speedOf([]), 0);
    assert.equal(speedOf(counts([0, 100])), 0);
  });

  it('is what has gone in the last minute', () => {
    assert.equal(speedOf(counts([0, 100], [30, 90], [60, 80])), 20);
    assert.equal(speedOf(counts([0, 100], [60, 100], [90, 80], [120, 70])), 30);
  });

  it('does not take a first second for a minute', () => assert.equal(speedOf(counts([0, 100], [1, 99])), 1));

  it('does not count what comes back', () => assert.equal(speedOf(counts([0, 100], [20, 90], [40, 95], [60, 90])), 15));
});
