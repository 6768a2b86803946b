import assert from 'node:assert/strict';
import { PushWindow } from './push-window.ts';

describe('push window', () => {
  /** Sends all that the window allows. @returns how many */
  function fill(window: PushWindow, nowMs: number): number {
    let sent = 0;
    while (window.take(nowMs)) sent++;
    return sent;
  }

  /** Rounds of which all requests are answered after `ms` each. @returns when the last is over */
  function succeed(window: PushWindow, rounds: number, ms: number, fromMs = 0): number {
    let now = fromMs;
    for (let round = 0; round < rounds; round++) {
      const sent = fill(window, now);
      for (let n = 0; n < sent; n++) window.succeeded(now, now + ms);
      now += ms;
    }
    return now;
  }

  it('starts with a few requests and doubles with every round that succeeds', () => {
    const window = new PushWindow();
    const sizes = [0, 1, 2, 3].map((round) => {
      const { size } = window;
      succeed(window, 1, 20, round * 20);
      return size;
    });
    assert.deepEqual(sizes, [5, 10, 20, 40]);
  });

  it('sends no more than its size', () => {
    const window = new PushWindow();
    assert.equal(fill(window, 0), 5);
    window.succeeded(0, 10);
    assert.equal(fill(window, 10), 2);
  });

  it('grows by about one request a round beyond 3,000', () => {
    const window = new PushWindow();
    const now = succeed(window, 10, 20);
    assert.ok(window.size >= 3_000 && window.size < 3_010, String(window.size));
    const before = window.size;
    succeed(window, 10, 20, now);
    assert.ok(window.size - before >= 9 && window.size - before <= 10, String(window.size - before));
  });

  it('falls back to 3,000 while answers take more than a second', () => {
    const window = new PushWindow();
    const now = succeed(window, 100, 20);
    assert.ok(window.size > 3_000);
    succeed(window, 1, 3_000, now);
    assert.equal(window.size, 3_000);
  });

  it('stops all pushes after a failure, longer with every one, up to a minute', () => {
    const window = new PushWindow();
    const stops: number[] = [];
    let now = 0;
    for (let n = 0; n < 12; n++) {
      assert.ok(window.take(now));
      window.failed(now, now + 1);
      stops.push(window.resumesAtMs - (now + 1));
      assert.equal(window.take(now + 1), false);
      now = window.resumesAtMs;
    }
    assert.deepEqual(stops, [100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 51_200, 60_000, 60_000]);
    assert.equal(window.size, 1);
  });

  it('counts the failures of requests that were under way together as one', () => {
    const window = new PushWindow();
    succeed(window, 4, 20);
    const sent = fill(window, 80);
    for (let n = 0; n < sent; n++) window.failed(80, 90 + n);
    assert.equal(window.resumesAtMs, 190);
    assert.equal(window.size, 40);
    assert.equal(fill(window, 190), 40);
  });

  it('forgets a backoff with the first success', () => {
    const window = new PushWindow();
    for (let n = 0; n < 5; n++) {
      const now = window.resumesAtMs;
      assert.ok(window.take(now));
      window.failed(now, now);
    }
    const now = window.resumesAtMs;
    assert.ok(window.take(now));
    window.succeeded(now, now + 10);
    assert.ok(window.take(now + 10));
    window.failed(now + 10, now + 20);
    assert.equal(window.resumesAtMs, now + 120);
  });
});
