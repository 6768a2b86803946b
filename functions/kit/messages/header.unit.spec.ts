import assert from 'node:assert/strict';
import { Firestore } from 'firebase-admin/firestore';
import type { z } from 'zod';
import { lettersOnly } from '../testing/letters.ts';
import { activitySchema } from './activity.ts';
import { chargeOutcomeSchema, chargeSchema } from './charge.ts';
import { effectSchema } from './effect.ts';
import { GRANTS_TOPIC, grantSchema } from './grant.ts';
import { inbox } from './inbox.ts';
import { pushRequestSchema } from './push-request.ts';
import { redemptionRequestSchema } from './redemption-request.ts';

function nested(levels: number): Record<string, unknown> {
  return levels === 0 ? {} : { more: nested(levels - 1) };
}

describe('an item that no document can hold', () => {
  const grant = { v: 1, id: 'g', uid: 'ana', amount: 5, reason: 'fantasy.prize', body: {} };

  /** By what is wrong with them: fields of an item as JSON, for not all of it can be written as an object of JavaScript. */
  const culprits: [string, string][] = [
    ['is too deep', `{"body": ${JSON.stringify(nested(25))}}`],
    ['is deeper than a stack', `{"body": {"a": ${'['.repeat(50_000)}${']'.repeat(50_000)}}}`],
    ['has a field without a name', '{"body": {"rows": [{"": 1}]}}'],
    ['has a field that is reserved', '{"body": {"__id__": 1}}'],
    ['has a field that an object has of itself', '{"body": {"a": {"__proto__": {"b": 1}, "c": 2}}}'],
    ['has such a field at the top', '{"body": {"__proto__": {"b": 1}}}'],
    ['has half a character in its body', '{"body": {"a": ["x\\ud800y"]}}'],
    ['has half a character in a name', '{"body": {"\\udfff": 1}}'],
    ['has half a character in its reason', '{"reason": "\\ud800"}'],
    ['has half a character in its id', '{"id": "bad\\ud800"}'],
    ['names a fan with half a character', '{"uid": "\\ud800"}'],
    ['names a fan by a path', '{"uid": "ana/postings/1"}'],
    ['has a number that is none', '{"body": {"a": 1e999}}'],
    ['has a list in a list', '{"body": {"a": [[1]]}}'],
    ['has a name that is too long', `{"body": {"a": {"${'é'.repeat(800)}": 1}}}`],
    ['has names that are too long together', `{"body": {"${'n'.repeat(800)}": {"${'n'.repeat(800)}": 1}}}`],
    ['has a list for a body', '{"body": []}'],
  ];
  for (const [how, fields] of culprits) {
    it(`goes to the dead letters alone when it ${how}`, async () => {
      const client = new Firestore({ projectId: 'demo-fanfold' });
      const { db, letters } = lettersOnly();
      const taken: string[] = [];
      const take = inbox({
        topic: GRANTS_TOPIC,
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
      // The last of two fields with one name counts.
      const bad = `${JSON.stringify({ ...grant, id: 'bad' }).slice(0, -1)}, ${fields.slice(1)}`;
      const good = (id: string) => JSON.stringify({ ...grant, id, body: { ...nested(8), 'a.b/`~': -0, big: 1e300 } });
      await take(`[${good('g1')}, ${bad}, ${good('g2')}]`);
      assert.deepEqual(taken, ['g1', 'g2']);
      assert.deepEqual(
        [...letters.values()].map(({ code }) => code),
        ['badItem'],
      );
    });
  }

  const effect = { v: 1, id: 'e', topic: 't', change: 'created', rev: 1, matchId: 'm', body: {} };
  const outcome = { v: 1, id: 'c', uid: 'ana', body: {} };
  const topics: [string, z.ZodType, object][] = [
    ['grant', grantSchema, grant],
    ['charge', chargeSchema, grant],
    ['outcome', chargeOutcomeSchema, { ...outcome, outcome: 'charged' }],
    ['refused outcome', chargeOutcomeSchema, { ...outcome, outcome: 'refused', code: 'badKey' }],
    [
      'activity',
      activitySchema,
      { v: 1, id: 'a', uid: 'ana', kind: 'x.won', at: '2026-06-01T12:00:00Z', matchId: 'm', body: {} },
    ],
    ['push request', pushRequestSchema, { v: 1, id: 'p', uid: 'ana', kind: 'fans.levelUp', body: {} }],
    ['effect', effectSchema, effect],
    ['redemption', redemptionRequestSchema, { v: 1, id: 'r', uid: 'ana', body: { campaignId: 'c' } }],
  ];
  for (const [name, schema, item] of topics)
    it(`takes half a character in no text of an item: ${name}`, () => {
      assert.ok(schema.safeParse(item).success);
      const texts = Object.entries(item).filter(([, value]) => typeof value === 'string');
      for (const [field, text] of texts)
        assert.ok(!schema.safeParse({ ...item, [field]: `${text as string}\ud800` }).success, field);
    });
});
