import { createTopics } from '@fanfold/kit/messages';
import { PubSub } from '@google-cloud/pubsub';

/** Creates all topics in the emulator, as a deployment does in a project: nobody creates one who publishes. */
export async function createAllTopics(projectId: string, pubsubHost: string): Promise<void> {
  const pubsub = new PubSub({ projectId, apiEndpoint: pubsubHost, emulatorMode: true });
  try {
    await createTopics(pubsub);
  } finally {
    await pubsub.close();
  }
}
