import { KeysPlace } from '../../functions/fans/testing/keys-place.ts';
import { openFirestore } from '../support/firestore.ts';
import type { FromMortal, ToMortal } from '../support/mortal.ts';

/** Envelopes of `changes.fans`, or a claim of a fan. */
export type KeysWork = { rows: readonly object[] } | { uid: string; handle: string };

/** A process that does with keys what its parent delivers, until it is killed. */
const { db } = openFirestore(process.argv[2]);
const place = new KeysPlace(db);

const say = (message: FromMortal) => process.send?.(message);

process.on('message', (message: ToMortal<KeysWork>) => {
  if ('kind' in message) return;
  const { id, work } = message;
  const done = 'rows' in work ? place.rows(...work.rows) : place.claim(work.uid, work.handle);
  done.then(
    () => say({ kind: 'done', id }),
    // That another fan has it is an answer.
    (error: { code?: unknown }) =>
      say(error.code === 'handleTaken' ? { kind: 'done', id } : { kind: 'failed', id, error: String(error) }),
  );
});
say({ kind: 'ready' });
