import assert from 'node:assert/strict';
import { CallError } from './call-error.ts';
import { MemoryFirestore } from '../testing/memory-firestore.ts';
import { countCall, keepPace } from './rate-limit.ts';

const pace = { inARow: 3, everyMs: 1_000 };

/** Which of these calls pass, at so many ms. */
function passed(times: readonly number[]): number[] {
  let busyUntil: Date | null = null;
  return times.filter((ms) => {
    try {
      busyUntil = keepPace(pace, busyUntil, new Date(ms));
      return true;
    } catch (error) {
      assert.ok(error instanceof CallError);
      return false;
    }
  });
}

describe('the pace of changes', () => {
  it('lets so many pass in a row, then one each interval', () => {
    assert.deepEqual(passed([0, 0, 0, 0, 999, 1_000, 1_001, 2_000]), [0, 0, 0, 1_000, 2_000]);
  });

  it('is forgotten by who rests, and no more', () => {
    assert.deepEqual(passed([0, 0, 0, 60_000, 60_000, 60_000, 60_000]), [0, 0, 0, 60_000, 60_000, 60_000]);
  });

  it('says when to come again', () => {
    const busyUntil = new Date(3_000);
    assert.throws(() => keepPace(pace, busyUntil, new Date(300)), { details: { retryAfterSeconds: 1 } });
    assert.throws(() => keepPace(pace, new Date(9_000), new Date(0)), { details: { retryAfterSeconds: 7 } });
  });
});

describe('the count of calls', () => {
  it('lets no more through of those that come at once', async () => {
    const db = new MemoryFirestore().firestore;
    const limit = { calls: 5, minutes: 60 };
    const calls = Array.from({ length: 20 }, () => countCall(db, 'createLeague', 'ana', limit, new Date(0)));
    const outcomes = await Promise.allSettled(calls);
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, limit.calls);
    for (const outcome of outcomes)
      assert.ok(outcome.status === 'fulfilled' || (outcome.reason as CallError).code === 'tooManyRequests');
    await countCall(db, 'createLeague', 'ana', limit, new Date(60 * 60_000));
  });
});
