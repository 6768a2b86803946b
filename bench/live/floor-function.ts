import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { MATCH_CHANGES_TOPIC } from '@fanfold/kit/messages';
import { onMessagePublished } from 'firebase-functions/pubsub';
import { FLOOR_DOCUMENT } from './floor.ts';

const db = getFirestore(initializeApp());
const payload = 'x'.repeat(Number(process.env['FLOOR_BYTES']));

/** The least that a live function can do: parse the message, set one document of as many bytes as a scorecard. Same options as ours. */
export const onFloorChanges = onMessagePublished(
  {
    topic: MATCH_CHANGES_TOPIC,
    retry: true,
    minInstances: 1,
    maxInstances: 1,
    concurrency: 500,
    timeoutSeconds: 60,
  },
  async ({ data }) => {
    const envelopes = JSON.parse(Buffer.from(data.message.data, 'base64').toString()) as { after?: { ord: string } }[];
    // A snapshot has markers without a row.
    const seq = Math.max(0, ...envelopes.map(({ after }) => Number(after?.ord ?? 0)));
    if (seq === 0) return;
    const started = performance.now();
    await db.doc(FLOOR_DOCUMENT).set({ seq, payload });
    process.stdout.write(`${JSON.stringify({ event: 'floor', ms: performance.now() - started })}\n`);
  },
);
