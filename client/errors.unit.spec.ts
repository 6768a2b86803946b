import assert from 'node:assert/strict';
import { FanfoldError, toFanfoldError } from './errors.ts';

describe('toFanfoldError', () => {
  for (const [code, expected] of [
    ['permission-denied', 'permissionDenied'],
    ['deadline-exceeded', 'unavailable'],
    ['functions/unavailable', 'unavailable'],
    ['functions/unauthenticated', 'unauthenticated'],
    ['functions/internal', 'unknown'],
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

  it('says which rule refused a call, and what it has to say', () => {
    const problems = [{ code: 'overBudget', message: 'The team costs 101.0 credits; there are 100.0.' }];
    const details = { code: 'invalidTeam', problems };
    const cause = Object.assign(new Error('breaks rules'), { code: 'functions/invalid-argument', details });
    const error = toFanfoldError(cause);
    assert.deepEqual(
      [error.code, error.reason, error.details['problems'], error.message],
      ['refused', 'invalidTeam', problems, 'breaks rules'],
    );
  });

  for (const details of [undefined, null, 'text', {}, { code: 7 }]) {
    it(`knows no rule in ${JSON.stringify(details)}`, () => {
      const error = toFanfoldError(Object.assign(new Error('no'), { code: 'functions/not-found', details }));
      assert.deepEqual([error.code, error.reason, error.details], ['notFound', undefined, {}]);
    });
  }

  it('keeps its own', () => {
    const error = new FanfoldError('notFound', 'gone');
    assert.equal(toFanfoldError(error), error);
  });
});
