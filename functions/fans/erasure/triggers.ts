import { eventOptions, projectFirestore } from '@fanfold/kit/ops';
import { onDocumentCreated } from 'firebase-functions/firestore';
import { eraseActivities } from '../activities/erase-activities.ts';
import { eraseFromBoards } from '../boards/erase-from-boards.ts';
import { eraseFollowing } from '../following/erase-following.ts';
import { eraseKeys } from '../keys/erase-keys.ts';

const now = () => new Date();

/** What a fan leaves behind in this service who is erased, beside their profile. */
export const onFansFanErased = onDocumentCreated(
  eventOptions({
    document: 'erasedFans/{uid}',
    memory: '256MiB',
    timeoutSeconds: 300,
    maxInstances: 1,
    concurrency: 10,
  }),
  async ({ params: { uid } }) => {
    const db = projectFirestore();
    await Promise.all([
      eraseActivities(db, uid),
      eraseKeys(db, uid, now),
      eraseFromBoards(db, uid),
      eraseFollowing(db, uid),
    ]);
  },
);
