import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { InputFault } from '../ops/errors.ts';
import { CommitQueue } from './commit-queue.ts';
import type { Batch, Committer, Outcome } from './committer.ts';
import { QueuePool } from './queue-pool.ts';

/** Commits numbers; those that are whole hundreds are urgent, the others linger. */
class Numbers implements Committer<number> {
  readonly commits: number[][] = [];
  bytes = 10;

  async commit(batch: Batch<number>): Promise<Outcome> {
    const items: number[] = [];
    do items.push(...batch.take());
    while (!items.some((item) => item % 100 === 0) && (await batch.linger()));
    this.commits.push(items);
    return { committed: true };
  }

  invalidate(): void {}

  split(item: number): number[] {
    return [item];
  }

  blameState(): Promise<null> {
    return Promise.resolve(null);
  }

  reject(): Promise<boolean> {
    return Promise.resolve(false);
  }
}

/** A day: whatever lingers is committed for another reason than time. */
const LONG = 86_400;

describe('the commit queue of a scope', () => {
  it('lets quiet items linger, and commits them with the first urgent one', async () => {
    const numbers = new Numbers();
    const queue = new CommitQueue('s', 'test', () => ({ liveCommitsPerSecond: 0, quietCommitSeconds: LONG }), numbers);
    await queue.submit(100);
    const quiet = [queue.submit(1), queue.submit(2)];
    await turn();
    assert.deepEqual(numbers.commits, [[100]]);
    await Promise.all([...quiet, queue.submit(200)]);
    assert.deepEqual(numbers.commits, [[100], [1, 2, 200]]);
  });

  it('fails the waiter of an item that can never be committed, and no other', async () => {
    const numbers = new Numbers();
    const { commit } = numbers;
    numbers.commit = async (batch) => {
      const items = batch.take();
      if (items.includes(13)) throw new InputFault('cannotFold', new Error('no thirteen'));
      return commit.call(numbers, { take: () => items.splice(0), linger: () => Promise.resolve(false) });
    };
    const queue = new CommitQueue('s', 'test', () => ({ liveCommitsPerSecond: 0, quietCommitSeconds: 0 }), numbers);
    const results = await Promise.allSettled([12, 13, 14, 15].map((item) => queue.submit(item)));
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
    );
    assert.deepEqual(numbers.commits.flat(), [12, 14, 15]);
  });

  it('commits what lingers when others need the room', async () => {
    const numbers = new Numbers();
    const queue = new CommitQueue('s', 'test', () => ({ liveCommitsPerSecond: 0, quietCommitSeconds: LONG }), numbers);
    await queue.submit(100);
    const quiet = queue.submit(1);
    await turn();
    queue.hurry();
    await quiet;
    assert.deepEqual(numbers.commits, [[100], [1]]);
  });
});

describe('the queues of an instance', () => {
  function poolOf(maxBytes: number, maxLingering = 1_000) {
    const committers = new Map<string, Numbers>();
    let made = 0;
    const pool = new QueuePool<number>({
      service: 'test',
      maxBytes,
      maxLingering,
      make: (scope) => {
        made++;
        const numbers = new Numbers();
        committers.set(scope, numbers);
        return new CommitQueue(scope, 'test', () => ({ liveCommitsPerSecond: 0, quietCommitSeconds: LONG }), numbers);
      },
    });
    return { pool, committers, made: () => made };
  }

  it('drop the scopes that were idle longest beyond their bytes', async () => {
    const { pool, made } = poolOf(20);
    for (const scope of ['a', 'b', 'a', 'c', 'd']) await pool.submit(scope, 100);
    assert.deepEqual(pool.scopes, ['c', 'd']);
    await pool.submit('d', 100);
    assert.equal(made(), 4);
  });

  /** Raises the allowance, as requests that succeed do. */
  async function succeed(pool: QueuePool<number>, times: number): Promise<void> {
    for (let n = 0; n < times; n++) await pool.submit('warm', 100);
  }

  it('commit what is due first when too much lingers, and nothing else', async () => {
    const { pool, committers } = poolOf(1_000, 4);
    await succeed(pool, 10);
    for (const scope of ['a', 'b']) await pool.submit(scope, 100);
    const [a1, b1, b2, a2] = ['a', 'b', 'b', 'a'].map((scope, n) => pool.submit(scope, n + 1));
    await turn();
    const b3 = pool.submit('b', 5);
    await Promise.all([a1, a2]);
    assert.deepEqual(committers.get('a')?.commits, [[100], [1, 4]]);
    assert.deepEqual(committers.get('b')?.commits, [[100]]);
    await Promise.all([b1, b2, b3, pool.submit('b', 200)]);
    assert.deepEqual(committers.get('b')?.commits, [[100], [2, 3, 5, 200]]);
  });

  it('let little linger before many have been committed: Pub/Sub sends no more at a time then', async () => {
    const { pool, committers } = poolOf(1_000, 4);
    await pool.submit('a', 100);
    const quiet = [pool.submit('a', 1), pool.submit('a', 2), pool.submit('a', 3)];
    await turn();
    await Promise.all([...quiet.slice(0, 2), pool.submit('b', 100)]);
    assert.deepEqual(committers.get('a')?.commits.slice(0, 2), [[100], [1, 2, 3]]);
    await Promise.all(quiet);
  });

  it('let a scope wait for room while none is idle, and commit for it what lingers', async () => {
    const { pool, committers } = poolOf(20);
    for (const scope of ['a', 'b']) await pool.submit(scope, 100);
    const [quietA, quietB] = [pool.submit('a', 1), pool.submit('b', 1)];
    await turn();
    const c = pool.submit('c', 100);
    assert.deepEqual(pool.scopes, ['a', 'b']);
    await Promise.all([quietA, c]);
    assert.deepEqual(pool.scopes, ['b', 'c']);
    assert.deepEqual(committers.get('b')?.commits, [[100]]);
    await Promise.all([quietB, pool.submit('b', 200)]);
  });

  it('let scopes that turn out large take their room in turn, and the idle ones go for it', async () => {
    const sizes = { small: 10, first: 300, second: 250, huge: 900 };
    const atOnce = new Set<string>();
    const taken: string[] = [];
    const pool = new QueuePool<number>({
      service: 'test',
      maxBytes: 500,
      maxLingering: 1_000,
      make: (scope, fit) => {
        const numbers = new Numbers();
        const { commit } = numbers;
        numbers.commit = async (batch) => {
          numbers.bytes = sizes[scope as keyof typeof sizes];
          await fit();
          atOnce.add(scope);
          taken.push([...atOnce].join(' and '));
          await turn();
          atOnce.delete(scope);
          return commit.call(numbers, batch);
        };
        return new CommitQueue(scope, 'test', () => ({ liveCommitsPerSecond: 0, quietCommitSeconds: 0 }), numbers);
      },
    });
    await pool.submit('small', 100);
    await Promise.all(['first', 'second', 'huge'].map((scope) => pool.submit(scope, 100)));
    assert.deepEqual(taken, ['small', 'first', 'second', 'huge']);
    await Promise.all(['small', 'second'].map((scope) => pool.submit(scope, 200)));
    assert.deepEqual(taken.slice(4), ['small', 'small and second']);
    assert.deepEqual(pool.scopes, ['small', 'second']);
  });

  it('give an item back that waits for room for too long', async () => {
    const { pool, committers } = poolOf(10);
    await pool.submit('a', 100);
    const numbers = committers.get('a') as Numbers;
    numbers.commit = () => new Promise(() => undefined);
    void pool.submit('a', 200);
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      const late = pool.submit('b', 100);
      mock.timers.tick(20_000);
      await assert.rejects(late, { code: 'commitTimedOut' });
    } finally {
      mock.timers.reset();
    }
  });
});
