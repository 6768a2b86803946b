import assert from 'node:assert/strict';
import { isRefusedForGood, isTransactionLost, isTransient } from './errors.ts';

describe('an error of Firestore with the code INVALID_ARGUMENT', () => {
  const refused = (message: string): Error => Object.assign(new Error(`3 INVALID_ARGUMENT: ${message}`), { code: 3 });
  const VALUE = refused('Property entries contains an invalid nested entity.');
  const LOST = [
    refused('Transaction is invalid or closed.'),
    refused('The referenced transaction has expired or is no longer valid'),
  ];

  it('is about a value that Firestore can never take', () => {
    assert.deepEqual([isRefusedForGood(VALUE), isTransient(VALUE)], [true, false]);
  });

  it('is about a transaction that others have kept waiting, which may be tried again', () => {
    for (const error of LOST) {
      assert.deepEqual([isTransactionLost(error), isRefusedForGood(error), isTransient(error)], [true, false, true]);
    }
  });
});
