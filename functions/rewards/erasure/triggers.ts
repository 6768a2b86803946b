import { eventOptions, projectFirestore } from '@fanfold/kit/ops';
import { onDocumentCreated } from 'firebase-functions/firestore';
import { eraseFan } from './erase-fan.ts';

/** What a fan leaves behind who is erased. */
export const onRewardsFanErased = onDocumentCreated(
  eventOptions({
    document: 'erasedFans/{uid}',
    memory: '256MiB',
    timeoutSeconds: 300,
    maxInstances: 1,
    concurrency: 10,
  }),
  async ({ params: { uid } }) => eraseFan(projectFirestore(), uid, () => new Date()),
);
