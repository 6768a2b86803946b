import { setTimeout as wait } from 'node:timers/promises';
import { createTopics } from '@fanfold/kit/messages';
import { MAX_DELIVERY_ATTEMPTS, deadLettersOf } from '@fanfold/tools/deploy/dead-letters';
import type { Message, PubSub, Subscription } from '@google-cloud/pubsub';
import { Pusher } from './pusher.ts';

const GRPC_ALREADY_EXISTS = 6;
/** The default of 10 s would have a rebuild delivered again in a storm. */
const ACK_DEADLINE_SECONDS = 60;
const RETRY_SECONDS = { least: 1, most: 60 };

/** The emulator looks for what has come once every 50 ms for each stream: streams that begin one after the other do so in turn. */
const STREAMS = 4;
const STREAM_EVERY_MS = 50;

export interface PushSubscriptionOptions {
  name: string;
  topic: string;
  /** After so many the message goes to the dead letters of its topic; without it, those that a deployed subscription has. */
  maxDeliveryAttempts?: number;
  /** How long what has failed waits, at first and at last. */
  retrySeconds?: { least: number; most: number };
  /** @returns whether the message is done with: taken, or lost */
  push: (message: Message) => Promise<boolean>;
  onError: (error: Error) => void;
}

/**
 * Does what the push of Pub/Sub does, and that of its emulator does not: this one posts two messages at a time, looks for new ones every 100 ms
 * (`PushLoop` of 0.8.20), and stands still for minutes when the function dies while it has one. The topic is created when it is missing,
 * and its dead letters with a subscription that keeps them, as a deployment does.
 *
 * @returns ends it and deletes the subscription
 */
export async function createPushSubscription(
  pubsub: PubSub,
  {
    name,
    topic,
    maxDeliveryAttempts = MAX_DELIVERY_ATTEMPTS,
    retrySeconds = RETRY_SECONDS,
    push,
    onError,
  }: PushSubscriptionOptions,
): Promise<() => Promise<void>> {
  const deadLetters = deadLettersOf(topic);
  await createTopics(pubsub, [topic, deadLetters]);
  await keepAll(pubsub, deadLetters);
  const [subscription] = await pubsub.topic(topic).createSubscription(name, {
    ackDeadlineSeconds: ACK_DEADLINE_SECONDS,
    retryPolicy: { minimumBackoff: { seconds: retrySeconds.least }, maximumBackoff: { seconds: retrySeconds.most } },
    deadLetterPolicy: { deadLetterTopic: pubsub.topic(deadLetters).name, maxDeliveryAttempts },
  });
  const pusher = new Pusher({
    push,
    firstRetryMs: retrySeconds.least * 1_000,
    lastRetryMs: retrySeconds.most * 1_000,
  });
  let isStopped = false;
  const streams: Subscription[] = [];
  for (let number = 0; number < STREAMS; number++) {
    if (number > 0) await wait(STREAM_EVERY_MS / STREAMS);
    const stream = pubsub.subscription(name, { streamingOptions: { maxStreams: 1 } });
    stream.on('message', pusher.take);
    stream.on('error', (error) => {
      if (!isStopped) onError(error);
    });
    streams.push(stream);
  }
  return async () => {
    isStopped = true;
    pusher.stop();
    await Promise.allSettled(streams.map((stream) => stream.close()));
    await subscription.delete();
  };
}

/** Other functions of the topic share its dead letters. */
async function keepAll(pubsub: PubSub, topic: string): Promise<void> {
  try {
    await pubsub.topic(topic).createSubscription(topic);
  } catch (error) {
    if ((error as { code?: number }).code !== GRPC_ALREADY_EXISTS) throw error;
  }
}
