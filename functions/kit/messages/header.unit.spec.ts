import assert from 'node:assert/strict';
import { Firestore } from 'firebase-admin/firestore';
import { lettersOnly } from '../testing/letters.ts';
import { type Grant, grantSchema } from './grant.ts';
import { inbox } from './inbox.ts';

function nested(levels: number): Record<string, unknown> {
  return levels === 0 ? {} : { more: nested(levels - 1) };
}

describe('an item that no document can hold', () => {
  const grant = (id: string, set: Partial<Grant> = {}) => ({
    ...{ v: 1, id, uid: 'ana', amount: 5, reason: 'fantasy.prize', body: {} },
    ...set,
  });
  const culprits: [string, Partial<Grant>][] = [
    ['is too deep', { body: nested(25) }],
    ['has a field without a name', { body: { rows: [{ '': 1 }] } }],
    ['has a field that is reserved', { body: { __id__: 1 } }],
    ['names a fan by a path', { uid: 'ana/postings/1' }],
  ];
  for (const [how, set] of culprits) {
    it(`goes to the dead letters alone when it ${how}`, async () => {
      const client = new Firestore({ projectId: 'demo-fanfold' });
      const { db, letters } = lettersOnly();
      const taken: string[] = [];
      const take = inbox({
        db,
        service: 'rewards',
        schema: grantSchema,
        keyOf: ({ uid }) => uid,
        take: (items) => {
          const batch = client.batch();
          for (const item of items) batch.create(client.doc(`wallets/${item.uid}/postings/${item.id}`), item);
          taken.push(...items.map(({ id }) => id));
          return Promise.resolve([]);
        },
      });
      await take(JSON.stringify([grant('g1'), grant('bad', set), grant('g2', { body: nested(8) })]));
      assert.deepEqual(taken, ['g1', 'g2']);
      assert.deepEqual(
        [...letters.values()].map(({ code }) => code),
        ['badItem'],
      );
    });
  }
});
