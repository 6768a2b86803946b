import { type PublishItems, publishAll } from '@fanfold/kit/messages';
import { projectPubSub } from '@fanfold/kit/ops';

export const publishRedemptions: PublishItems = (topic, items) => publishAll(projectPubSub(), topic, items);
