import { inbox } from '@fanfold/kit/messages';
import type { Firestore } from 'firebase-admin/firestore';
import { CHEERS_TOPIC, cheerSchema } from './cheers.ts';

/** Takes messages of Pub/Sub's 10 MB at once: `node inbox-memory-main.ts COUNT`. Prints the items taken; ends with an error when memory does. */
const count = Number(process.argv[2]);

/** As it comes: base64 of small items, each of a fan of its own, which are the dearest. */
function messageOf(n: number): string {
  const items: string[] = [];
  for (let bytes = 2; bytes < 9_990_000; bytes += (items.at(-1)?.length ?? 0) + 1) {
    items.push(JSON.stringify({ id: `${n}:${items.length}`, uid: `fan-${items.length}`, matchId: 'm', times: 1 }));
  }
  return Buffer.from(`[${items.join(',')}]`).toString('base64');
}

let taken = 0;
const take = inbox({
  db: undefined as unknown as Firestore,
  service: 'cheers',
  topic: CHEERS_TOPIC,
  schema: cheerSchema,
  keyOf: ({ uid }) => uid,
  take: (items) => {
    taken += items.length;
    return Promise.resolve([]);
  },
});
const messages = Array.from({ length: count }, (_, n) => messageOf(n));
await Promise.all(messages.map((data) => take(Buffer.from(data, 'base64').toString())));
process.stdout.write(`${taken}\n`);
