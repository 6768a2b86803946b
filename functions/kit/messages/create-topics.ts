import type { PubSub } from '@google-cloud/pubsub';
import { Grpc, grpcCode } from '../ops/errors.ts';
import { TOPICS } from './topics.ts';

/** Creates topics in an emulator, where nobody deploys; by default all there are. Those that exist are fine. */
export async function createTopics(pubsub: PubSub, names: readonly string[] = Object.keys(TOPICS)): Promise<void> {
  await Promise.all(names.map((name) => createTopic(pubsub, name)));
}

async function createTopic(pubsub: PubSub, name: string): Promise<void> {
  try {
    await pubsub.createTopic(name);
  } catch (error) {
    if (grpcCode(error) !== Grpc.alreadyExists) throw error;
  }
}
