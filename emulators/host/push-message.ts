import type { Message } from '@google-cloud/pubsub';

/** The body of a push of this message, as https://cloud.google.com/pubsub/docs/push#receive_push has it. */
export function pushBodyOf(message: Message, subscription: string): string {
  const { id, data, attributes, publishTime, orderingKey, deliveryAttempt } = message;
  const published = publishTime.toISOString();
  return JSON.stringify({
    message: {
      data: data.toString('base64'),
      attributes,
      messageId: id,
      message_id: id,
      publishTime: published,
      publish_time: published,
      ...(orderingKey && { orderingKey }),
    },
    subscription,
    // Only subscriptions with a dead-letter policy count them.
    ...(deliveryAttempt > 0 && { deliveryAttempt }),
  });
}
