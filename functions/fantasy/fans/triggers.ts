import { eventOptions, projectFirestore } from '@fanfold/kit/ops';
import { onDocumentCreated, onDocumentWritten } from 'firebase-functions/firestore';
import { entryWriter } from '../entries/triggers.ts';
import { SCORER_MEMORY, scorer } from '../scorer/triggers.ts';
import { eraseFan } from './erase-fan.ts';
import { followProfile } from './follow-profile.ts';

/** How a fan is called, onto the leaderboards that show them. */
export const onFanWritten = onDocumentWritten(
  eventOptions({ document: 'fans/{uid}', memory: '256MiB', timeoutSeconds: 300, maxInstances: 10, concurrency: 20 }),
  async ({ params: { uid }, data }) => {
    const [before, after] = [data?.before, data?.after];
    const isShownAsBefore = ['name', 'avatar'].every((field) => before?.get(field) === after?.get(field));
    if (!isShownAsBefore) await followProfile(projectFirestore(), uid);
  },
);

/** What a fan leaves behind who is erased. */
export const onFanErased = onDocumentCreated(
  eventOptions({
    document: 'erasedFans/{uid}',
    memory: SCORER_MEMORY,
    timeoutSeconds: 540,
    maxInstances: 1,
    concurrency: 10,
  }),
  async ({ params: { uid } }) => eraseFan({ db: projectFirestore(), writer: entryWriter(), scorer: scorer() }, uid),
);
