import { writeAsRead } from '@fanfold/kit/calls';
import type { PublishItems } from '@fanfold/kit/messages';
import { isWriteConflict } from '@fanfold/kit/ops';
import { FieldPath, type Firestore, type QueryDocumentSnapshot } from 'firebase-admin/firestore';

/** Of `deadLetters/{id}`, what sending it again needs. */
interface Letter {
  code: string;
  payload: string;
  cut: boolean;
  /** Null, or missing: it is an item of none. */
  topic?: string | null;
  /** Missing: it was not sent again since it was kept. */
  resent?: Resent;
}

export interface Resent {
  /** ISO 8601, UTC. */
  at: string;
  /** As the operator calls themselves. */
  by: string;
}

export type ResendAnswer =
  | { is: 'resent'; topic: string }
  | ({ is: 'resentBefore' } & Resent)
  /** It was sent, and has come back at once: what is wrong is not mended. */
  | { is: 'refusedAgain' }
  | {
      is: 'notSent';
      why:
        | 'missing'
        /** It is no item of a topic: rows come again by `npm run repair`. */
        | 'noTopic'
        /** It was too large to be kept whole. */
        | 'cut'
        /** It is a text, which no topic of ours carries. */
        | 'notJson';
    };

/**
 * Publishes a dead letter to its topic again, and notes who has done so. Once: a letter that is refused again is kept anew, and may be sent again. Whoever has
 * taken the item already drops it by its id.
 *
 * @throws what Pub/Sub or Firestore answers; calling again may then publish it once more
 */
export async function resend(
  db: Firestore,
  publish: PublishItems,
  id: string,
  by: string,
  now: () => Date,
): Promise<ResendAnswer> {
  const stored = await db.doc(`deadLetters/${id}`).get();
  if (!stored.exists) return { is: 'notSent', why: 'missing' };
  const { payload, cut, topic, resent } = stored.data() as Letter;
  if (resent) return { is: 'resentBefore', ...resent };
  if (cut) return { is: 'notSent', why: 'cut' };
  if (topic == null) return { is: 'notSent', why: 'noTopic' };
  const item = itemOf(payload);
  if (!item) return { is: 'notSent', why: 'notJson' };
  await publish(topic, [item]);
  const writes = db.batch();
  writeAsRead(writes, stored, { resent: { at: now().toISOString(), by } satisfies Resent });
  try {
    await writes.commit();
  } catch (error) {
    if (!isWriteConflict(error)) throw error;
    return { is: 'refusedAgain' };
  }
  return { is: 'resent', topic };
}

function itemOf(payload: string): object | null {
  try {
    return JSON.parse(payload) as object | null;
  } catch {
    return null;
  }
}

/** Of one read. They may be of 700 KB each. */
const PAGE = 50;

/** Ids of the letters of a service that were not sent again, in their order. @param code undefined: of any */
export async function* lettersOf(db: Firestore, service: string, code: string | undefined): AsyncGenerator<string> {
  const all = db.collection('deadLetters').orderBy(FieldPath.documentId()).endAt(`${service}:\u{10FFFF}`);
  for (let last: QueryDocumentSnapshot | undefined; ;) {
    const page = last ? all.startAfter(last) : all.startAt(`${service}:`);
    const { docs } = await page.select('code', 'resent').limit(PAGE).get();
    for (const letter of docs) {
      const { code: its, resent } = letter.data() as Letter;
      if (!resent && (code === undefined || its === code)) yield letter.id;
    }
    last = docs.at(-1);
    if (docs.length < PAGE) return;
  }
}
