import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
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
  function poolOf(maxBytes: number, maxWaiting = 1_000) {
    const committers = new Map<string, Numbers>();
    let made = 0;
    const pool = new QueuePool<number>({
      service: 'test',
      maxBytes,
      maxWaiting,
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

  it('let a scope wait for room while none is idle', async () => {
    const { pool } = poolOf(20);
    await pool.submit('a', 100);
    const [quietA, b] = [pool.submit('a', 1), pool.submit('b', 100)];
    await b;
    const quietB = pool.submit('b', 1);
    const c = pool.submit('c', 100);
    await turn();
    assert.deepEqual(pool.scopes.sort(), ['a', 'b']);
    await Promise.all([pool.submit('a', 100), quietA, c]);
    assert.ok(pool.scopes.includes('c'));
    await Promise.all([pool.submit('b', 100), quietB]);
  });

  it('commit what lingers when too many items wait', async () => {
    const { pool, committers } = poolOf(1_000, 4);
    await Promise.all([pool.submit('a', 100), pool.submit('b', 100)]);
    const quiet = [pool.submit('a', 1), pool.submit('a', 2), pool.submit('b', 1), pool.submit('b', 2)];
    await turn();
    assert.deepEqual(committers.get('a')?.commits, [[100]]);
    await Promise.all([...quiet, pool.submit('c', 100)]);
    assert.deepEqual(committers.get('a')?.commits, [[100], [1, 2]]);
    assert.deepEqual(committers.get('b')?.commits, [[100], [1, 2]]);
  });
});
