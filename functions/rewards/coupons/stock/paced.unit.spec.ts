import assert from 'node:assert/strict';
import { paced } from './paced.ts';

describe('paced work', () => {
  it('runs at once, and then once for all that came meanwhile', async () => {
    const runs: string[] = [];
    const count = paced<number>((key, items) => {
      runs.push([key, ...items].join(' '));
      return Promise.resolve();
    }, 1);
    await Promise.all([count('c', 1), count('c', 2), count('c', 3), count('d', 4)]);
    assert.deepEqual(runs.sort(), ['c 1', 'c 2 3', 'd 4']);
  });

  it('returns after a run that began after the call', async () => {
    let value = 0;
    const seen: number[] = [];
    let release = () => {};
    const first = new Promise<void>((resolve) => (release = resolve));
    const count = paced<null>(async () => {
      seen.push(value);
      if (seen.length === 1) await first;
    }, 1);
    const before = count('c', null);
    value = 1;
    const after = count('c', null);
    release();
    await before;
    await after;
    assert.deepEqual(seen, [0, 1]);
  });

  it('tells those who wait for a run that failed, and goes on', async () => {
    let runs = 0;
    const count = paced<null>(() => (++runs === 1 ? Promise.reject(new Error('no')) : Promise.resolve()), 1);
    const outcomes = await Promise.allSettled([count('c', null), count('c', null)]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['rejected', 'fulfilled'],
    );
  });
});
