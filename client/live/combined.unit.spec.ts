import assert from 'node:assert/strict';
import { FanfoldError } from '../errors.ts';
import { type Watch, always, nothing, watchAll, watchThen } from './combined.ts';
import type { Connection, ErrorListener, Listener } from './watched.ts';

/** A watch that says what the test wants. */
class Fake<T> {
  started = 0;
  running = 0;
  listener: Listener<T> = () => undefined;
  onError: ErrorListener = () => undefined;

  watch: Watch<T> = (listener, onError) => {
    this.started++;
    this.running++;
    this.listener = listener;
    this.onError = onError;
    return () => this.running--;
  };

  say(value: T, connection: Connection = 'live'): void {
    this.listener({ value, connection });
  }
}

const failure = new FanfoldError('unavailable', 'gone');
const unexpected = () => assert.fail('no error was expected');

describe('watching several things as one', () => {
  it('reports once all are known, and with every change', () => {
    const [a, b] = [new Fake<number>(), new Fake<string>()];
    const seen: unknown[] = [];
    watchAll([a.watch, b.watch], (number, text) => `${number}${text}`)((watched) => seen.push(watched), unexpected);
    a.say(1);
    assert.deepEqual(seen, []);
    b.say('x');
    a.say(2);
    b.say('y', 'offline');
    assert.deepEqual(seen, [
      { value: '1x', connection: 'live' },
      { value: '2x', connection: 'live' },
      { value: '2y', connection: 'offline' },
    ]);
  });

  it('is as well connected as the worst of them', () => {
    const [a, b] = [new Fake<number>(), new Fake<number>()];
    const seen: Connection[] = [];
    watchAll([a.watch, b.watch], (x, y) => x + y)(({ connection }) => seen.push(connection), unexpected);
    a.say(1, 'connecting');
    b.say(1);
    b.say(1, 'offline');
    a.say(1);
    b.say(1);
    assert.deepEqual(seen, ['connecting', 'offline', 'offline', 'live']);
  });

  it('ends with the first that fails, and tells it once', () => {
    const [a, b] = [new Fake<number>(), new Fake<number>()];
    const errors: unknown[] = [];
    watchAll([a.watch, b.watch], (x, y) => x + y)(
      () => assert.fail('nothing is known'),
      (error) => errors.push(error),
    );
    a.onError(failure);
    b.onError(failure);
    b.say(1);
    assert.deepEqual(errors, [failure]);
    assert.deepEqual([a.running, b.running], [0, 0]);
  });

  it('starts no more when one fails at once', () => {
    const failing: Watch<number> = (_listener, onError) => {
      onError(failure);
      return () => undefined;
    };
    const b = new Fake<number>();
    const errors: unknown[] = [];
    const stop = watchAll([failing, b.watch], (x, y) => x + y)(
      () => assert.fail('nothing is known'),
      (error) => errors.push(error),
    );
    stop();
    assert.deepEqual(errors, [failure]);
    assert.equal(b.started, 0);
  });
});

describe('watching what follows from another', () => {
  function chain() {
    const [first, second] = [new Fake<number>(), new Fake<string>()];
    const [seen, errors]: [string[], unknown[]] = [[], []];
    const stop = watchThen(
      first.watch,
      (value) => String(value > 0),
      (value) => (value > 0 ? second.watch : always('none')),
    )(
      ({ value }) => seen.push(value),
      (error) => errors.push(error),
    );
    return { first, second, seen, errors, stop };
  }

  it('watches anew only when the key changes', async () => {
    const { first, second, seen } = chain();
    first.say(0);
    await Promise.resolve();
    first.say(1);
    first.say(2);
    second.say('x');
    assert.equal(second.started, 1);
    first.say(0);
    await Promise.resolve();
    assert.equal(second.running, 0);
    assert.deepEqual(seen, ['none', 'x', 'none']);
  });

  it('says nothing of what was watched before', async () => {
    const { first, seen } = chain();
    first.say(0);
    first.say(1);
    await Promise.resolve();
    assert.deepEqual(seen, []);
  });

  for (const failing of ['first', 'second'] as const) {
    it(`ends both when the ${failing} fails`, () => {
      const { errors, ...both } = chain();
      both.first.say(1);
      both[failing].onError(failure);
      both.first.onError(failure);
      both.first.say(0);
      assert.deepEqual(errors, [failure]);
      assert.deepEqual([both.first.running, both.second.running], [0, 0]);
    });
  }

  it('ends both when it is stopped', () => {
    const { first, second, stop } = chain();
    first.say(1);
    stop();
    assert.deepEqual([first.running, second.running], [0, 0]);
  });
});

describe('what needs no listener', () => {
  it('is said once, later, unless nobody listens any more', async () => {
    const seen: number[] = [];
    always(1)(({ value }) => seen.push(value), unexpected);
    always(2)(({ value }) => seen.push(value), unexpected)();
    nothing<number>()(({ value }) => seen.push(value), unexpected)();
    assert.deepEqual(seen, []);
    await Promise.resolve();
    assert.deepEqual(seen, [1]);
  });
});
