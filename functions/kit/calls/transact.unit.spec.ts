import assert from 'node:assert/strict';
import type { Firestore } from 'firebase-admin/firestore';
import { CallError } from './call-error.ts';
import { transact } from './transact.ts';

describe('a transaction of a call', () => {
  const outcomeOf = (error: unknown): Promise<unknown> => {
    const db = { runTransaction: () => Promise.reject(error as Error) } as unknown as Firestore;
    return transact(db, () => Promise.resolve()).catch((thrown: unknown) => thrown);
  };

  it('asks the caller to try again when others have kept it waiting', async () => {
    for (const [code, message] of [
      [10, 'ABORTED: Transaction lock timeout.'],
      [3, 'INVALID_ARGUMENT: Transaction is invalid or closed.'],
    ] as const) {
      const answer = await outcomeOf(Object.assign(new Error(message), { code }));
      assert.ok(answer instanceof CallError && answer.code === 'tryAgain', message);
    }
  });

  it('hides no other error', async () => {
    const error = Object.assign(new Error('INVALID_ARGUMENT: nested entity'), { code: 3 });
    assert.equal(await outcomeOf(error), error);
  });
});
