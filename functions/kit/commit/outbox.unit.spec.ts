import assert from 'node:assert/strict';
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
});
