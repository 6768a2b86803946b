import assert from 'node:assert/strict';
import { spreadLabels } from './spread-labels.ts';

describe('labels in a row', () => {
  it('leave out those that would overlap the last one shown', () =>
    assert.deepEqual(spreadLabels([10, 30, 60, 65, 115], 50), [true, false, true, false, true]));

  it('may be none', () => assert.deepEqual(spreadLabels([], 50), []));
});
