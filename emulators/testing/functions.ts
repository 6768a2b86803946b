import { setTimeout as wait } from 'node:timers/promises';
import { projectFirestore } from '@fanfold/kit/ops';
import { onDocumentWritten } from 'firebase-functions/firestore';
import { onMessagePublished } from 'firebase-functions/pubsub';

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
export const slow = onMessagePublished(
  { topic: 'host.slow', retry: true, minInstances: 1, concurrency: 20, memory: '512MiB' },
  async ({ data }) => {
    inFlight++;
    say('began', textOf(data.message.data));
    await wait(100);
    say('done', textOf(data.message.data));
    inFlight--;
  },
);

/** Fails at the first delivery of each text. */
export const failing = onMessagePublished({ topic: 'host.failing', retry: true }, ({ data }) => {
  const id = textOf(data.message.data);
  if (failedOnce.has(id)) return say('done', id);
  failedOnce.add(id);
  say('failed', id);
  throw new Error(`first delivery of ${id}`);
});

/** Fails at every `bad` text, and does not ask for it again. */
export const losing = onMessagePublished({ topic: 'host.losing' }, ({ data }) => {
  const id = textOf(data.message.data);
  if (id.startsWith('bad')) throw new Error(`every delivery of ${id}`);
  say('done', id);
});

/** Never ends: its timeout ends it. */
export const stuck = onMessagePublished({ topic: 'host.stuck', retry: true, timeoutSeconds: 1 }, async ({ data }) => {
  const id = textOf(data.message.data);
  if (failedOnce.has(id)) return say('done', id);
  failedOnce.add(id);
  await new Promise(() => undefined);
});

const hoard: unknown[] = [];

/** Takes more memory than it declares: in V8's heap, or beside it. */
export const greedy = onMessagePublished({ topic: 'host.greedy', retry: true, memory: '128MiB' }, async ({ data }) => {
  const isHeap = textOf(data.message.data) === 'heap';
  for (;;) {
    hoard.push(isHeap ? Array.from({ length: 100_000 }, Math.random) : Buffer.alloc(10_000_000, 1));
    await wait(isHeap ? 0 : 20);
  }
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
