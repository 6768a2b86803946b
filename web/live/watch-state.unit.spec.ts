import assert from 'node:assert/strict';
import { FanfoldError } from '@fanfold/client';
import { afterError, afterValue, nothingYet, worstOf } from './watch-state.ts';

describe('watch state', () => {
  const error = new FanfoldError('unavailable', 'no answer');

  it('keeps what is shown through failures, which it counts', () => {
    const shown = afterValue({ value: 7, connection: 'live' });
    assert.deepEqual(afterError(afterError(shown, error), error), {
      value: 7,
      connection: 'offline',
      error,
      failures: 2,
    });
  });

  it('forgets the error with the next value', () => {
    afterError<number>(nothingYet, error);
    assert.deepEqual(afterValue({ value: 8, connection: 'live' }).error, null);
  });

  it('is as good as the worst', () => {
    assert.equal(worstOf([]), 'live');
    assert.equal(worstOf(['live', 'live']), 'live');
    assert.equal(worstOf(['live', 'connecting']), 'connecting');
    assert.equal(worstOf(['connecting', 'offline', 'live']), 'offline');
  });
});
