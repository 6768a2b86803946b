import assert from 'node:assert/strict';
import { PubSub } from '@google-cloud/pubsub';
import { messagesOf, publishAll } from './publish.ts';

/** A Pub/Sub that answers each message with this; `most` is how many it has had at once. */
function pubsubThat(answer: (message: string) => Promise<void>) {
  const messages: string[] = [];
  const pace = { now: 0, most: 0 };
  const publishMessage = async ({ data }: { data: Buffer }) => {
    messages.push(data.toString());
    pace.most = Math.max(pace.most, ++pace.now);
    await Promise.resolve();
    await answer(data.toString()).finally(() => pace.now--);
  };
  return { messages, pace, pubsub: { topic: () => ({ publishMessage }) } as unknown as PubSub };
}

describe('messages of many items', () => {
  const itemsOf = (messages: readonly string[]) => messages.flatMap((message) => JSON.parse(message) as unknown[]);

  it('carry all items, in their order, 500 at most', () => {
    const items = Array.from({ length: 1_201 }, (_, n) => ({ id: `i${n}` }));
    const messages = messagesOf(items);
    assert.deepEqual(itemsOf(messages), items);
    assert.deepEqual(
      messages.map((message) => (JSON.parse(message) as unknown[]).length),
      [500, 500, 201],
    );
    assert.deepEqual(messagesOf([]), []);
  });

  it('are at most a megabyte, in bytes of UTF-8', () => {
    const items = Array.from({ length: 100 }, (_, n) => ({ id: `i${n}`, body: '\u{1f3c6}'.repeat(10_000) }));
    const messages = messagesOf(items);
    assert.deepEqual(itemsOf(messages), items);
    for (const message of messages)
      assert.ok(Buffer.byteLength(message) <= 1_000_001, String(Buffer.byteLength(message)));
    assert.equal(messages.length, 5);
  });

  it('has one message for an item that is larger', () => {
    const items = [{ id: 'a' }, { id: 'b', body: 'x'.repeat(2_000_000) }, { id: 'c' }];
    assert.deepEqual(
      messagesOf(items).map((message) => (JSON.parse(message) as { id: string }[]).map(({ id }) => id)),
      [['a'], ['b'], ['c']],
    );
  });
});

describe('publishing', () => {
  const items = Array.from({ length: 20_000 }, (_, n) => ({ id: `i${n}` }));

  it('has ten messages under way at once', async () => {
    const { pubsub, messages, pace } = pubsubThat(() => Promise.resolve());
    await publishAll(pubsub, 'coins.grants', items);
    assert.equal(messages.length, 40);
    assert.equal(pace.most, 10);
  });

  it('says what to do about a topic that does not exist', async () => {
    const { pubsub } = pubsubThat(() => Promise.reject(Object.assign(new Error('no such topic'), { code: 5 })));
    await assert.rejects(publishAll(pubsub, 'coins.grants', items), { code: 'topicMissing', message: /coins\.grants/ });
  });

  it('fails with what Pub/Sub answered, after all other messages are out', async () => {
    let left = 3;
    const { pubsub, messages } = pubsubThat(() =>
      left-- === 0 ? Promise.reject(Object.assign(new Error('down'), { code: 14 })) : Promise.resolve(),
    );
    await assert.rejects(publishAll(pubsub, 'coins.grants', items), { code: 14 });
    assert.equal(messages.length, 40);
  });

  // By itself the client goes on for ten minutes.
  it('gives up on a Pub/Sub that does not answer, within the time of a request', async () => {
    const nobody = new PubSub({ projectId: 'demo-nobody', apiEndpoint: '127.0.0.1:1', emulatorMode: true });
    await assert.rejects(publishAll(nobody, 'coins.grants', [{ id: 'a' }]), /Total timeout .* exceeded 10000/);
    await nobody.close();
  }).timeout(180_000);
});
