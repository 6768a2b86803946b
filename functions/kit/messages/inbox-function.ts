import type { CloudEvent, CloudFunction } from 'firebase-functions';
import type { EventHandlerOptions } from 'firebase-functions/options';
import { type MessagePublishedData, onMessagePublished } from 'firebase-functions/pubsub';
import { projectFirestore } from '../ops/firebase.ts';
import { type Needs, eventOptions } from '../ops/options.ts';
import { type InboxOptions, inbox } from './inbox.ts';
import { messageText } from './read-items.ts';

export type MessageFunction = CloudFunction<CloudEvent<MessagePublishedData>>;

/** An instance holds the messages that it takes at the moment and nothing between them: one of 10 MB, Pub/Sub's largest, takes some 75 MB. */
const NEEDS = { memory: '512MiB', timeoutSeconds: 60, concurrency: 4, maxInstances: 20 } as const;

interface InboxNeeds extends Needs {
  concurrency: number;
  maxInstances: number;
  secrets?: NonNullable<EventHandlerOptions['secrets']>;
}

/** The function that takes what a topic carries; see `inbox`. */
export function inboxFunction<Item>(
  topic: string,
  options: Omit<InboxOptions<Item>, 'db' | 'topic'>,
  needs: InboxNeeds = NEEDS,
): MessageFunction {
  let take: ((text: string) => Promise<void>) | undefined;
  return onMessagePublished({ ...eventOptions(needs), topic }, async ({ data }) => {
    take ??= inbox({ ...options, topic, db: projectFirestore() });
    await take(messageText(data.message.data));
  });
}
