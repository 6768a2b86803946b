import assert from 'node:assert/strict';
import { Admission } from './admission.ts';

describe('admission to an instance', () => {
  it('lets in as many as the concurrency, and the next when one leaves, in order', async () => {
    const admission = new Admission(2);
    const inside: string[] = [];
    const enter = async (name: string) => {
      if (await admission.enter()) inside.push(name);
    };
    await Promise.all([enter('a'), enter('b')]);
    const [c, d] = [enter('c'), enter('d')];
    admission.leave();
    await c;
    assert.deepEqual(inside, ['a', 'b', 'c']);
    admission.leave();
    await d;
    assert.deepEqual(inside, ['a', 'b', 'c', 'd']);
  });

  it('refuses who has waited too long, and gives their place to nobody', async () => {
    const admission = new Admission(1, 1);
    assert.equal(await admission.enter(), true);
    assert.equal(await admission.enter(), false);
    admission.leave();
    assert.equal(await admission.enter(), true);
    assert.equal(await admission.enter(), false);
  });
});
