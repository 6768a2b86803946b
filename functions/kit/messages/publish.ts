import type { PubSub } from '@google-cloud/pubsub';
import type { Effect } from './effect.ts';
import { Grpc, grpcCode } from '../ops/errors.ts';

/** Publishes effects, one message per topic with an array of them; returns when Pub/Sub has them all. */
export type Publish = (effects: readonly Effect[]) => Promise<void>;

/** Items per message; a message may hold 10 MB. */
const PAGE = 500;

export function publishTo(pubsub: PubSub): Publish {
  return async (effects) => {
    const topics = [...new Set(effects.map(({ topic }) => topic))];
    await Promise.all(
      topics.map((name) =>
        publishAll(
          pubsub,
          name,
          effects.filter(({ topic }) => topic === name),
        ),
      ),
    );
  };
}

/** Publishes items in messages of many, at most `PAGES_AT_ONCE` under way; returns when Pub/Sub has them all. */
export async function publishAll(pubsub: PubSub, topic: string, items: readonly unknown[]): Promise<void> {
  const messages = pages(items).map((page) => JSON.stringify(page));
  for (const some of pages(messages, PAGES_AT_ONCE)) {
    await Promise.all(some.map((text) => publish(pubsub, topic, text)));
  }
}

const PAGES_AT_ONCE = 10;

async function publish(pubsub: PubSub, name: string, text: string): Promise<void> {
  // Batching off: an outbox is a batch already, and waiting costs every fan.
  const topic = pubsub.topic(name, { batching: { maxMessages: 1 } });
  const data = Buffer.from(text);
  try {
    await topic.publishMessage({ data });
  } catch (error) {
    if (grpcCode(error) !== Grpc.notFound) throw error;
    await createTopic(pubsub, name);
    await topic.publishMessage({ data });
  }
}

/** Creates a topic; one that exists is fine. */
export async function createTopic(pubsub: PubSub, name: string): Promise<void> {
  try {
    await pubsub.createTopic(name);
  } catch (error) {
    if (grpcCode(error) !== Grpc.alreadyExists) throw error;
  }
}

function pages<T>(all: readonly T[], size = PAGE): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, page) => all.slice(page * size, (page + 1) * size));
}
