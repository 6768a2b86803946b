import { setTimeout as wait } from 'node:timers/promises';
import { projectFirestore } from '@fanfold/kit/ops';
import { onDocumentWritten } from 'firebase-functions/firestore';
import { onMessagePublished } from 'firebase-functions/pubsub';
import { onSchedule } from 'firebase-functions/scheduler';

/** Functions that say what they do, one JSON line each, for the tests of the host. */

let inFlight = 0;
const failedOnce = new Set<string>();

function say(event: string, id: string, more: object = {}): void {
  process.stdout.write(`${JSON.stringify({ event, id, inFlight, ...more })}\n`);
}

function textOf(data: string): string {
  return Buffer.from(data, 'base64').toString();
}

/** Takes its time, so that messages meet. */
export const slow = onMessagePublished({ topic: 'host.slow', retry: true }, async ({ data }) => {
  inFlight++;
  say('began', textOf(data.message.data));
  await wait(Number(process.env['HOST_TEST_SLOW_MS'] ?? 200));
  say('done', textOf(data.message.data));
  inFlight--;
});

/** Fails at the first delivery of each text. */
export const failing = onMessagePublished({ topic: 'host.failing', retry: true }, ({ data }) => {
  const id = textOf(data.message.data);
  if (failedOnce.has(id)) return say('done', id);
  failedOnce.add(id);
  say('failed', id);
  throw new Error(`first delivery of ${id}`);
});

/** Copies what it is told to `copies/{book}`; fails at the first delivery of a book that says so. */
export const onBook = onDocumentWritten({ document: 'shelves/{shelf}/books/{book}', retry: true }, async (event) => {
  const { book = '' } = event.params;
  const before = event.data?.before.data();
  const after = event.data?.after.data();
  if (after?.['fails'] === true && !failedOnce.has(event.id)) {
    failedOnce.add(event.id);
    say('failed', book);
    throw new Error(`first delivery of ${book}`);
  }
  await projectFirestore().doc(`copies/${book}`).set({ before, after, params: event.params });
  say('written', book, { before: before?.['title'], after: after?.['title'] });
});

/** Says how many books its process has failed on: functions of one group share memory. */
export const tick = onSchedule('every 1 minutes', ({ jobName }) =>
  say('tick', jobName ?? '', { failed: failedOnce.size }),
);
