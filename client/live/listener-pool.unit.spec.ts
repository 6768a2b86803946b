import assert from 'node:assert/strict';
import type { FanfoldError } from '../errors.ts';
import { createListenerPool } from './listener-pool.ts';
import type { Listener, Watched } from './watched.ts';

function fakeSource() {
  const source = {
    opened: 0,
    stopped: 0,
    next: (() => undefined) as Listener<number>,
    fail: (() => undefined) as (error: unknown) => void,
    open(next: Listener<number>, fail: (error: unknown) => void) {
      source.opened++;
      source.next = next;
      source.fail = fail;
      return () => void source.stopped++;
    },
  };
  return source;
}

const live = (value: number): Watched<number> => ({ value, connection: 'live' });

describe('listener pool', () => {
  it('opens one listener per key and stops it with the last subscriber', () => {
    const source = fakeSource();
    const pool = createListenerPool();
    const seen: string[] = [];
    const leaveA = pool.join('k', source.open, ({ value }) => seen.push(`a${value}`));
    const leaveB = pool.join('k', source.open, ({ value }) => seen.push(`b${value}`));
    source.next(live(1));
    leaveA();
    leaveA();
    source.next(live(2));
    assert.deepEqual(seen, ['a1', 'b1', 'b2']);
    assert.deepEqual([source.opened, source.stopped], [1, 0]);
    leaveB();
    assert.equal(source.stopped, 1);
  });

  it('gives a late subscriber the latest value, once', async () => {
    const source = fakeSource();
    const pool = createListenerPool();
    pool.join('k', source.open, () => undefined);
    source.next(live(7));
    const seen: number[] = [];
    pool.join('k', source.open, ({ value }) => seen.push(value));
    assert.deepEqual(seen, []);
    await Promise.resolve();
    assert.deepEqual(seen, [7]);
  });

  it('ends every subscription with one error of a stable code, and opens anew afterwards', () => {
    const source = fakeSource();
    const pool = createListenerPool();
    const errors: FanfoldError[] = [];
    const leave = pool.join(
      'k',
      source.open,
      () => assert.fail(),
      (error) => errors.push(error),
    );
    source.fail({ code: 'permission-denied', message: 'no' });
    source.next(live(1));
    leave();
    assert.deepEqual(
      errors.map((error) => [error.name, error.code]),
      [['FanfoldError', 'permissionDenied']],
    );
    pool.join('k', source.open, () => undefined);
    assert.equal(source.opened, 2);
  });
});
