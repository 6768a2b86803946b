import { projectPubSub } from '../ops/firebase.ts';
import { type PublishItems, publishAll } from './publish.ts';

/** Publishes to a topic of the project that the function runs in. */
export const publishItems: PublishItems = (topic, items) => publishAll(projectPubSub(), topic, items);
