import { createHash } from 'node:crypto';
import { FieldValue, type Firestore } from 'firebase-admin/firestore';
import { cutText } from './cut-text.ts';
import { inLanes } from './lanes.ts';
import { logRejected } from './log.ts';
import type { Rejected } from './rejected.ts';

/** A document holds 1 MiB. What is cut of a row is still in MySQL, under the key at the start of the payload. */
const PAYLOAD_BYTES = 700_000;
const MESSAGE_BYTES = 2_000;
const TABLE_BYTES = 200;
const WRITES_AT_ONCE = 20;

/**
 * Keeps what can never succeed in `deadLetters/{service}:{sha256 of payload}`; the same input twice is one document. None of its fields is
 * indexed, least of all its time, which grows: a service's letters are listed by their ids, which begin with its name.
 *
 * @param topic that the payloads are items of: `npm run resend` sends them there again. Null: they are none
 */
export async function keepDeadLetters(
  db: Firestore,
  service: string,
  rejected: readonly Rejected[],
  topic: string | null = null,
): Promise<void> {
  await inLanes(rejected, WRITES_AT_ONCE, async (letter) => {
    const text = typeof letter.payload === 'string' ? letter.payload : JSON.stringify(letter.payload);
    const id = `${service}:${createHash('sha256').update(text).digest('hex')}`;
    const { code } = letter;
    const table = letter.table === null ? null : cutText(letter.table, TABLE_BYTES);
    const message = cutText(letter.message, MESSAGE_BYTES);
    const payload = cutText(text, PAYLOAD_BYTES);
    const cut = Buffer.byteLength(text) > PAYLOAD_BYTES;
    const at = FieldValue.serverTimestamp();
    await db.doc(`deadLetters/${id}`).set({ service, code, message, table, topic, payload, cut, at });
    logRejected(service, id, { code, table });
  });
}
