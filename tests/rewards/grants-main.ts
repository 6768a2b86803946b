import { bookGrants } from '@fanfold/rewards/intake/grants';
import { laneOf } from '@fanfold/rewards/intake/lanes';
import { SERVICE } from '@fanfold/rewards/ledger/documents';
import { GRANTS_TOPIC, grantSchema, inbox } from '@fanfold/kit/messages';
import { openFirestore } from '../support/firestore.ts';
import type { FromMortal, ToMortal } from '../support/mortal.ts';

/** A process that books the grants which its parent delivers, message by message, until it is killed. */
const { db } = openFirestore(process.argv[2]);
const take = inbox({
  db,
  service: SERVICE,
  topic: GRANTS_TOPIC,
  schema: grantSchema,
  keyOf: laneOf,
  take: (grants) => bookGrants(db, grants, () => new Date()),
});

const say = (message: FromMortal) => process.send?.(message);

process.on('message', (message: ToMortal<string>) => {
  if ('kind' in message) return;
  const { id, work } = message;
  take(work).then(
    () => say({ kind: 'done', id }),
    (error: unknown) => say({ kind: 'failed', id, error: String(error) }),
  );
});
say({ kind: 'ready' });
