import type { PubSub } from '@google-cloud/pubsub';
import { Grpc, KitError, grpcCode } from '../ops/errors.ts';
import { inLanes } from '../ops/lanes.ts';
import { createTopics } from './create-topics.ts';
import type { Effect } from './effect.ts';
import { type PageLimits, pagesOf } from './pages.ts';

/** Publishes effects, in messages of one topic; returns when Pub/Sub has them all. */
export type Publish = (effects: readonly Effect[]) => Promise<void>;

/** Publishes items to a topic, many a message; returns when Pub/Sub has them all. */
export type PublishItems = (topic: string, items: readonly object[]) => Promise<void>;

/** Of a message. Pub/Sub takes 10 MB, but an instance that takes many messages at once has to hold them all. */
const MESSAGE: PageLimits = { items: 500, bytes: 1_000_000 };

/** Of one topic, under way. */
const MESSAGES_AT_ONCE = 10;

/**
 * The client goes on for ten minutes while Pub/Sub does not answer, and each caller that waits for it takes a request of the instance: rows could not come in.
 * Their messages come again.
 */
const GIVE_UP_AFTER = {
  retry: {
    backoffSettings: {
      initialRetryDelayMillis: 100,
      retryDelayMultiplier: 2,
      maxRetryDelayMillis: 1_000,
      initialRpcTimeoutMillis: 5_000,
      rpcTimeoutMultiplier: 1,
      maxRpcTimeoutMillis: 5_000,
      totalTimeoutMillis: 10_000,
    },
  },
};

export function publishTo(pubsub: PubSub): Publish {
  return async (effects) => {
    const topics = [...new Set(effects.map(({ topic }) => topic))];
    const ofTopic = (name: string) => effects.filter(({ topic }) => topic === name);
    await inLanes(topics, topics.length, (topic) => publishAll(pubsub, topic, ofTopic(topic)));
  };
}

/**
 * Publishes items in messages of many; returns when Pub/Sub has them all.
 *
 * @throws KitError topicMissing; or what Pub/Sub answered
 */
export async function publishAll(pubsub: PubSub, topic: string, items: readonly object[]): Promise<void> {
  await inLanes(messagesOf(items), MESSAGES_AT_ONCE, (message) => publish(pubsub, topic, message));
}

/** A JSON array each. */
export function messagesOf(items: readonly object[]): string[] {
  const texts = items.map((item) => JSON.stringify(item));
  return pagesOf(texts, MESSAGE, (text) => Buffer.byteLength(text) + 1).map((page) => `[${page.join(',')}]`);
}

async function publish(pubsub: PubSub, topic: string, message: string): Promise<void> {
  try {
    await send(pubsub, topic, message);
  } catch (error) {
    if (grpcCode(error) !== Grpc.notFound) throw error;
    if (!inFirebaseSuite()) throw new KitError('topicMissing', topic, { cause: error });
    await createTopics(pubsub);
    await send(pubsub, topic, message);
  }
}

async function send(pubsub: PubSub, topic: string, message: string): Promise<void> {
  // Batching off: an outbox is a batch already, and waiting costs every fan.
  const options = { batching: { maxMessages: 1 }, gaxOpts: GIVE_UP_AFTER };
  await pubsub.topic(topic, options).publishMessage({ data: Buffer.from(message) });
}

/** The functions emulator of the Firebase suite creates topics that functions listen to, and no others; and nobody deploys there. */
function inFirebaseSuite(): boolean {
  return process.env['FUNCTIONS_EMULATOR'] === 'true';
}
