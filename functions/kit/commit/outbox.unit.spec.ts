import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { Effect } from '../messages/effect.ts';
import { Outbox } from './outbox.ts';

function effect(id: string, topic: string, rev = 1): Effect {
  return { v: 1, id, topic, change: 'created', rev, matchId: 'm1', body: {} };
}

describe('the outbox of a scope', () => {
  it('publishes to each topic once, while another cannot be published to', async () => {
    const outbox = new Outbox();
    const published: string[] = [];
    const publish = (effects: readonly Effect[]) => {
      if (effects.some(({ topic }) => topic === 'down')) return Promise.reject(new Error('PERMISSION_DENIED'));
      published.push(...effects.map(({ id }) => id));
      return Promise.resolve();
    };
    for (const rev of [1, 2, 3]) {
      outbox.accept([effect(`coins${rev}`, 'up', rev), effect(`push${rev}`, 'down', rev)], []);
      await assert.rejects(outbox.publish(publish), /PERMISSION_DENIED/);
    }
    assert.deepEqual(published, ['coins1', 'coins2', 'coins3']);
    assert.deepEqual(
      outbox.next([]).carried.map(({ id }) => id),
      ['push1', 'push2', 'push3'],
    );
  });

  it('has room for all that a commit adds, and for what is pending as far as that leaves any', () => {
    const outbox = new Outbox();
    outbox.accept([large('a', 90_000), large('b', 90_000)], []);
    const added = [large('c', 90_000), large('d', 900_000)];
    assert.equal(outbox.isFull(added), true);
    const { carried, overflow } = outbox.next(added);
    assert.deepEqual(
      [idsOf(carried), idsOf(overflow)],
      [
        ['c', 'd'],
        ['a', 'b'],
      ],
    );
    const { carried: oneMore, overflow: oldest } = outbox.next([large('e', 90_000)]);
    assert.deepEqual([idsOf(oneMore), idsOf(oldest)], [['b', 'e'], ['a']]);
  });

  it('makes room by publishing to the topics that are not down', async () => {
    const outbox = new Outbox();
    const published: string[] = [];
    const tried: string[] = [];
    const publish = (effects: readonly Effect[]) => {
      tried.push(...effects.map(({ topic }) => topic));
      if (effects.some(({ topic }) => topic === 'down')) return Promise.reject(new Error('PERMISSION_DENIED'));
      published.push(...idsOf(effects));
      return Promise.resolve();
    };
    outbox.accept([effect('push', 'down'), effect('coins', 'up')], []);
    await outbox.flush(publish);
    outbox.accept([effect('more push', 'down'), effect('more coins', 'up')], []);
    await outbox.flush(publish);
    assert.deepEqual(published, ['coins', 'more coins']);
    assert.deepEqual(tried, ['down', 'up', 'up']);
    assert.deepEqual(idsOf(outbox.pending), ['push', 'more push']);
  });

  it('publishes to a topic in turn, and each effect once', async () => {
    const outbox = new Outbox();
    const messages: string[][] = [];
    let answer: () => void = () => undefined;
    const publish = (effects: readonly Effect[]) => {
      messages.push(idsOf(effects));
      return new Promise<void>((done) => (answer = done));
    };
    outbox.accept([effect('a', 'up')], []);
    const first = outbox.publish(publish);
    await turn();
    outbox.accept([effect('b', 'up')], []);
    const second = outbox.publish(publish);
    await turn();
    assert.deepEqual(messages, [['a']]);
    answer();
    await first;
    await turn();
    answer();
    await second;
    assert.deepEqual(messages, [['a'], ['b']]);
  });
});

function large(id: string, bytes: number): Effect {
  return { ...effect(id, 'up'), body: { text: 'x'.repeat(bytes) } };
}

function idsOf(effects: readonly Effect[]): string[] {
  return effects.map(({ id }) => id);
}
