import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { createTopic } from '@fanfold/kit/outbox';
import type { Message, PubSub, Subscription } from '@google-cloud/pubsub';
import pLimit from 'p-limit';
import { postEvent } from '../post-event.ts';

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
  /** Messages that the function has at a time. */
  concurrency: number;
  deadLetter?: DeadLetterPolicy | undefined;
}

/** The default of 10 s would have a rebuild delivered again in a storm. */
const ACK_DEADLINE_SECONDS = 60;
const RETRY_MS = 1_000;

/** The emulator looks for what has come once every 50 ms for each stream: streams that begin one after the other do so in turn. */
const STREAMS = 4;
const STREAM_EVERY_MS = 50;

/**
 * Does what the push of Pub/Sub does, and that of its emulator does not: this one posts two messages at a time, looks for new ones every 100 ms
 * (`PushLoop` of 0.8.20), and stands still for minutes when the function dies while it has one. Topics are created when they are missing. The framework
 * reads the topic's name from the path of the endpoint.
 *
 * @returns ends it and deletes the subscription
 */
export async function createPushSubscription(
  pubsub: PubSub,
  { name, topic, url, concurrency, deadLetter }: PushSubscriptionOptions,
): Promise<() => Promise<void>> {
  await createTopic(pubsub, topic);
  if (deadLetter) await createTopic(pubsub, deadLetter.topic);
  const [subscription] = await pubsub.topic(topic).createSubscription(name, {
    ackDeadlineSeconds: ACK_DEADLINE_SECONDS,
    retryPolicy: { minimumBackoff: { seconds: 1 }, maximumBackoff: { seconds: 60 } },
    ...(deadLetter && {
      deadLetterPolicy: {
        deadLetterTopic: `projects/${pubsub.projectId}/topics/${deadLetter.topic}`,
        maxDeliveryAttempts: deadLetter.maxDeliveryAttempts,
      },
    }),
  });
  const stopped = new AbortController();
  // Every message under way listens to it.
  setMaxListeners(0, stopped.signal);
  const endpoint = `${url}/projects/${pubsub.projectId}/topics/${topic}`;
  const atOnce = pLimit(concurrency);
  const push = async (message: Message): Promise<void> => {
    const body = {
      message: wireOf(message),
      subscription: subscription.name,
      deliveryAttempt: message.deliveryAttempt,
    };
    const { signal } = stopped;
    if (await atOnce(() => post(endpoint, body, signal))) return message.ack();
    await wait(RETRY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    message.nack();
  };
  const streams: Subscription[] = [];
  for (let number = 0; number < STREAMS; number++) {
    if (number > 0) await wait(STREAM_EVERY_MS / STREAMS);
    const stream = pubsub.subscription(name, { streamingOptions: { maxStreams: 1 } });
    stream.on('message', (message: Message) => void push(message));
    stream.on('error', (error) => {
      if (!stopped.signal.aborted) process.stderr.write(`${name} gets no messages any more: ${error.message}\n`);
    });
    streams.push(stream);
  }
  return async () => {
    stopped.abort();
    await Promise.all(streams.map((stream) => stream.close()));
    await subscription.delete();
  };
}

function post(endpoint: string, body: object, signal: AbortSignal): Promise<boolean> {
  return postEvent(endpoint, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.any([signal, AbortSignal.timeout(ACK_DEADLINE_SECONDS * 1_000)]),
  });
}

/** As Pub/Sub pushes it: https://cloud.google.com/pubsub/docs/push#receive_push */
function wireOf({ id, data, attributes, publishTime, orderingKey }: Message): object {
  const published = publishTime.toISOString();
  return {
    data: data.toString('base64'),
    attributes,
    messageId: id,
    message_id: id,
    publishTime: published,
    publish_time: published,
    ...(orderingKey !== '' && { orderingKey }),
  };
}
