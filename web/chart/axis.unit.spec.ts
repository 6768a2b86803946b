import assert from 'node:assert/strict';
import { scaleTo, ticks } from './axis.ts';

describe('axes', () => {
  it('round steps that reach the largest value', () => {
    assert.deepEqual(ticks(187, 4), [0, 50, 100, 150, 200]);
    assert.deepEqual(ticks(2.37, 4), [0, 1, 2, 3]);
    assert.deepEqual(ticks(0.4, 4), [0, 0.1, 0.2, 0.3, 0.4]);
    assert.deepEqual(ticks(0, 4), [0]);
  });

  it('nothing is at the origin when there is nothing', () => {
    assert.equal(scaleTo(0, 100)(0), 0);
    assert.equal(scaleTo(50, 100)(25), 50);
  });
});
