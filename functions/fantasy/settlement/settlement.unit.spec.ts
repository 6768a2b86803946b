import assert from 'node:assert/strict';
import { requestShards, shardRequestSchema } from './settlement.ts';

describe('shards of a settlement', () => {
  it('are asked for by a message each, and each under an id of its own', async () => {
    const messages: (readonly object[])[] = [];
    const publish = (topic: string, items: readonly object[]) => {
      assert.equal(topic, 'contest.settlements');
      return Promise.resolve(void messages.push(items));
    };
    await requestShards(publish, { contestId: 'final', matchId: 'm1', n: 2 }, ['r0', 'r1']);
    assert.deepEqual(
      messages.map((items) =>
        items.map((item) => {
          const { id, matchId, body } = shardRequestSchema.parse(item);
          return [id, matchId, body];
        }),
      ),
      [
        [['final:2:r0', 'm1', { contestId: 'final', n: 2, shard: 'r0' }]],
        [['final:2:r1', 'm1', { contestId: 'final', n: 2, shard: 'r1' }]],
      ],
    );
  });
});
