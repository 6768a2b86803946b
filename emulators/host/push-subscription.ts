import { createTopics } from '@fanfold/kit/messages';
import type { PubSub } from '@google-cloud/pubsub';

export interface DeadLetterPolicy {
  topic: string;
  /** 5 to 100. */
  maxDeliveryAttempts: number;
}

export interface PushSubscriptionOptions {
  name: string;
  topic: string;
  /** Of the function. */
  url: string;
  deadLetter?: DeadLetterPolicy | undefined;
}

/**
 * Creates a push subscription, and its topics when they are missing. The framework reads the topic's name from the path of the endpoint.
 *
 * @returns deletes it
 */
export async function createPushSubscription(
  pubsub: PubSub,
  { name, topic, url, deadLetter }: PushSubscriptionOptions,
): Promise<() => Promise<void>> {
  await createTopics(pubsub, deadLetter ? [topic, deadLetter.topic] : [topic]);
  const [subscription] = await pubsub.topic(topic).createSubscription(name, {
    pushEndpoint: `${url}/projects/${pubsub.projectId}/topics/${topic}`,
    // The default of 10 s would have a rebuild delivered again in a storm.
    ackDeadlineSeconds: 60,
    retryPolicy: { minimumBackoff: { seconds: 1 }, maximumBackoff: { seconds: 60 } },
    ...(deadLetter && {
      deadLetterPolicy: {
        deadLetterTopic: `projects/${pubsub.projectId}/topics/${deadLetter.topic}`,
        maxDeliveryAttempts: deadLetter.maxDeliveryAttempts,
      },
    }),
  });
  return async () => {
    await subscription.delete();
  };
}
