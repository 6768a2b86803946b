import { setTimeout as wait } from 'node:timers/promises';
import { onMessagePublished } from 'firebase-functions/pubsub';

/** Functions that say what they do, one JSON line each, for the tests of the host. */

let inFlight = 0;
const failedOnce = new Set<string>();

function say(event: string, id: string): void {
  process.stdout.write(`${JSON.stringify({ event, id, inFlight })}\n`);
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
