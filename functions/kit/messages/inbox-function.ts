import type { CloudEvent, CloudFunction } from 'firebase-functions';
import { type MessagePublishedData, onMessagePublished } from 'firebase-functions/pubsub';
import { projectFirestore } from '../ops/firebase.ts';
import { type Needs, eventOptions } from '../ops/options.ts';
import { type InboxOptions, inbox } from './inbox.ts';
import { messageText } from './read-items.ts';

export type MessageFunction = CloudFunction<CloudEvent<MessagePublishedData>>;

/** What an instance holds are the messages that it takes at the moment: five of Pub/Sub's 10 MB, parsed. */
const NEEDS = { memory: '512MiB', timeoutSeconds: 60, concurrency: 5, maxInstances: 20 } as const;

interface InboxNeeds extends Needs {
  concurrency: number;
  maxInstances: number;
}

/** The function that takes what a topic carries; see `inbox`. */
export function inboxFunction<Item>(
  topic: string,
  options: Omit<InboxOptions<Item>, 'db'>,
  needs: InboxNeeds = NEEDS,
): MessageFunction {
  let take: ((text: string) => Promise<void>) | undefined;
  return onMessagePublished({ ...eventOptions(needs), topic }, async ({ data }) => {
    take ??= inbox({ ...options, db: projectFirestore() });
    await take(messageText(data.message.data));
  });
}
