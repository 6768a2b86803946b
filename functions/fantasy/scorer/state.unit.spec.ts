import assert from 'node:assert/strict';
import { NO_CONTEST_STATE, contestStateOf } from './state.ts';

describe('the state of a contest in the state of its match', () => {
  it('is found by the id of the contest, whatever that is', () => {
    const state = { ...NO_CONTEST_STATE, settlement: 3 };
    assert.equal(contestStateOf({ 'a.b': state }, 'a.b'), state);
    for (const id of ['constructor', 'toString', 'valueOf', 'hasOwnProperty'])
      assert.equal(contestStateOf({ 'a.b': state }, id), undefined, id);
  });
});
