import assert from 'node:assert/strict';
import { type Message, PubSub } from '@google-cloud/pubsub';
import { deadLettersOf } from '@fanfold/tools/deploy/dead-letters';
import { createPushSubscription } from './push-subscription.ts';

describe('push subscription', () => {
  const topic = `host.push-${process.pid}`;
  /** The least that Pub/Sub takes. */
  const maxDeliveryAttempts = 5;
  const apiEndpoint = process.env['PUBSUB_EMULATOR_HOST'] ?? '';
  let pubsub: PubSub;

  before(() => {
    assert.notEqual(apiEndpoint, '', 'PUBSUB_EMULATOR_HOST is not set');
    pubsub = new PubSub({ projectId: `demo-push-${process.pid}`, apiEndpoint, emulatorMode: true });
  });
  after(() => pubsub.close());

  it('gives a message to the dead letters of its topic after the last attempt, and goes on with the others', async () => {
    const attempts: number[] = [];
    const taken: string[] = [];
    const stop = await createPushSubscription(pubsub, {
      name: `${topic}.function`,
      topic,
      maxDeliveryAttempts,
      retrySeconds: { least: 0, most: 0 },
      push: ({ data, deliveryAttempt }) => {
        const isBad = data.toString() === 'bad';
        if (isBad) attempts.push(deliveryAttempt);
        else taken.push(data.toString());
        return Promise.resolve(!isBad);
      },
      onError: (error) => assert.fail(error),
    });
    const kept = pubsub.subscription(deadLettersOf(topic));
    const letter = new Promise<Message>((done) => kept.once('message', done));
    for (const text of ['bad', 'good']) await pubsub.topic(topic).publishMessage({ data: Buffer.from(text) });
    const dead = await letter;
    dead.ack();
    await kept.close();
    await stop();
    assert.equal(dead.data.toString(), 'bad');
    assert.deepEqual(attempts, [1, 2, 3, 4, 5]);
    assert.deepEqual(taken, ['good']);
  });
});
