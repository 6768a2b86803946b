import assert from 'node:assert/strict';
import type { Message } from '@google-cloud/pubsub';
import { Pusher } from './pusher.ts';

describe('pusher', () => {
  /** Messages of which each is pushed until `answers` has no more refusals for it. */
  function run(ids: readonly string[], refusals: Readonly<Record<string, number>> = {}) {
    const left = new Map(Object.entries(refusals));
    const pushed: string[] = [];
    const ends: string[] = [];
    let underWay = 0;
    let mostUnderWay = 0;
    return new Promise<{ pushed: string[]; ends: string[]; mostUnderWay: number }>((done) => {
      const pusher = new Pusher({
        firstRetryMs: 1,
        lastRetryMs: 2,
        push: async ({ id }) => {
          pushed.push(id);
          mostUnderWay = Math.max(mostUnderWay, ++underWay);
          await new Promise((answered) => setImmediate(answered));
          underWay--;
          const refusalsLeft = left.get(id) ?? 0;
          left.set(id, refusalsLeft - 1);
          return refusalsLeft <= 0;
        },
      });
      const message = (id: string): Message =>
        ({
          id,
          ack: () => {
            ends.push(`ack ${id}`);
            if (ends.filter((end) => end.startsWith('ack')).length === ids.length) done({ pushed, ends, mostUnderWay });
          },
          // As Pub/Sub does with one that is not acknowledged.
          nack: () => {
            ends.push(`nack ${id}`);
            pusher.take(message(id));
          },
        }) as Message;
      for (const id of ids) pusher.take(message(id));
    });
  }

  it('acknowledges what is done with, and has no more under way than the window', async () => {
    const ids = Array.from({ length: 100 }, (_, n) => `m${n}`);
    const { pushed, mostUnderWay } = await run(ids);
    assert.deepEqual(pushed, ids);
    assert.ok(mostUnderWay > 5 && mostUnderWay < 100, String(mostUnderWay));
  });

  it('gives back what is not, and pushes it when it comes again', async () => {
    const { ends } = await run(['a', 'b'], { a: 2 });
    assert.deepEqual([...ends].sort(), ['ack a', 'ack b', 'nack a', 'nack a']);
  });

  it('pushes and gives back nothing more once it is stopped', () => {
    const pushed: string[] = [];
    const pusher = new Pusher({
      firstRetryMs: 1,
      lastRetryMs: 1,
      push: ({ id }) => {
        pushed.push(id);
        return Promise.resolve(true);
      },
    });
    pusher.stop();
    pusher.take({ id: 'a' } as Message);
    assert.deepEqual(pushed, []);
  });
});
