import { createHash } from 'node:crypto';
import { FieldValue, type Firestore } from 'firebase-admin/firestore';
import type { Rejected } from '../changes/read-message.ts';
import { logRejected } from './log.ts';

/** A document holds 1 MiB; what is cut is still in MySQL, under the key at the start of the payload. */
const PAYLOAD_CHARS = 250_000;

/** Keeps what can never succeed in `deadLetters/{service}:{sha256 of payload}`; the same input twice is one document. */
export async function keepDeadLetters(db: Firestore, service: string, rejected: readonly Rejected[]): Promise<void> {
  await Promise.all(
    rejected.map(async (letter) => {
      const payload = typeof letter.payload === 'string' ? letter.payload : JSON.stringify(letter.payload);
      const id = `${service}:${createHash('sha256').update(payload).digest('hex')}`;
      const { code, message, table } = letter;
      const cut = payload.length > PAYLOAD_CHARS;
      await db.doc(`deadLetters/${id}`).set({
        service,
        code,
        message: message.slice(0, 2_000),
        table,
        payload: payload.slice(0, PAYLOAD_CHARS),
        cut,
        at: FieldValue.serverTimestamp(),
      });
      logRejected(service, id, letter);
    }),
  );
}
