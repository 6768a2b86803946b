import assert from 'node:assert/strict';
import type { Effect } from '@fanfold/kit/messages';
import { requestShards, shardSchema } from './settlement.ts';

describe('shards of a settlement', () => {
  it('are asked for by a message each, and each under an id of its own', async () => {
    const messages: (readonly Effect[])[] = [];
    const publish = (topic: string, items: readonly Effect[]) => {
      assert.equal(topic, 'contest.settlements');
      return Promise.resolve(void messages.push(items));
    };
    await requestShards(publish, { contestId: 'final', matchId: 'm1', n: 2 }, [0, 3]);
    assert.deepEqual(
      messages.map((items) => items.map(({ id, matchId, body }) => [id, matchId, shardSchema.parse(body)])),
      [
        [['final:2:0', 'm1', { contestId: 'final', n: 2, shard: 0 }]],
        [['final:2:3', 'm1', { contestId: 'final', n: 2, shard: 3 }]],
      ],
    );
  });
});
