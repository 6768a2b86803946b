import assert from 'node:assert/strict';
import { FanfoldError, toFanfoldError } from './errors.ts';

describe('toFanfoldError', () => {
  for (const [code, expected] of [
    ['permission-denied', 'permissionDenied'],
    ['deadline-exceeded', 'unavailable'],
    ['auth/network-request-failed', 'unavailable'],
    ['auth/operation-not-allowed', 'unauthenticated'],
    ['data-loss', 'unknown'],
  ] as const) {
    it(`${code} is ${expected}`, () => {
      const cause = Object.assign(new Error('as told'), { code });
      const error = toFanfoldError(cause);
      assert.deepEqual([error.code, error.message, error.cause], [expected, 'as told', cause]);
    });
  }

  it('keeps its own', () => {
    const error = new FanfoldError('notFound', 'gone');
    assert.equal(toFanfoldError(error), error);
  });
});
