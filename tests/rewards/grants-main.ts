import { bookGrants } from '@fanfold/rewards/intake/grants';
import { laneOf } from '@fanfold/rewards/intake/lanes';
import { SERVICE } from '@fanfold/rewards/ledger/documents';
import { grantSchema, inbox } from '@fanfold/kit/messages';
import { openFirestore } from '../support/firestore.ts';

/** A process that books the grants which its parent sends, message by message, until it is killed. */
const { db } = openFirestore(process.argv[2]);
const take = inbox({
  db,
  service: SERVICE,
  schema: grantSchema,
  keyOf: laneOf,
  take: (grants) => bookGrants(db, grants, () => new Date()),
});

process.on('message', (text: string) => {
  take(text).then(
    () => process.send?.('done'),
    (error: unknown) => process.send?.(`failed: ${String(error)}`),
  );
});
process.send?.('ready');
