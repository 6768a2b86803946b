import assert from 'node:assert/strict';
import { GRANTS_TOPIC, grantSchema, inbox } from '@fanfold/kit/messages';
import { auditWallet } from '@fanfold/rewards/audit/audit-wallet';
import { bookGrants } from '@fanfold/rewards/intake/grants';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';

/** A body as JSON, for not all of it can be written as an object of JavaScript. */
const REFUSED = {
  'half a character': '{"a": "x\\ud800y"}',
  'half a character in a name': '{"a": {"\\ud800": 1}}',
  'the name __proto__': '{"a": {"__proto__": {"b": 1}, "c": 2}}',
  'a reserved name': '{"a": {"__type__": "__vector__", "value": [1, 2]}}',
  'a list in a list': '{"a": [[1]]}',
  'a name that is too long': `{"${'n'.repeat(1_000)}": 1}`,
  'a number that is none': '{"a": 1e999}',
};

const BOOKED = {
  'minus zero': '{"a": -0}',
  'large numbers': '{"a": 12345678901234567890, "b": 1e300, "c": 9007199254740993}',
  'a control character': '{"a": "\\u0000"}',
  'signs of paths in names': '{"a.b": 1, "`": 2, "a/b": {"c~": 3}}',
  'numbers for names': '{"10": 1, "9": 2, "a": {"2": 1, "1": 2}}',
  'names of an object of its own': '{"constructor": {"prototype": 1}, "toString": 2, "toJSON": 4}',
  'empty parts': '{"a": [{}, {"b": {}}], "c": {}}',
  'the longest name': `{"${'n'.repeat(999)}": 1}`,
};

describe('bodies of grants on a real Firestore', () => {
  let firestore: TestFirestore;

  beforeEach(() => (firestore = openFirestore()));
  afterEach(() => firestore.close());

  it('keeps each as it was hashed or refuses it, and books all others of the message', async () => {
    const { db } = firestore;
    const now = () => new Date('2026-06-01T12:00:00Z');
    const take = inbox({
      db,
      service: 'rewards',
      topic: GRANTS_TOPIC,
      schema: grantSchema,
      keyOf: () => 'all',
      take: (grants) => bookGrants(db, grants, now),
    });
    const items = [...Object.values(REFUSED), ...Object.values(BOOKED)].map(
      (body, n) =>
        `{"v": 1, "id": "fantasy:${n}", "uid": "fan${n}", "amount": 5, "reason": "fantasy.prize", "body": ${body}}`,
    );
    await take(`[${items.join()}]`);
    const refused = Object.keys(REFUSED);
    const letters = await db.collection('deadLetters').get();
    assert.deepEqual(
      letters.docs.map((letter) => letter.get('code') as string),
      refused.map(() => 'badItem'),
    );
    for (const [n, name] of [...refused, ...Object.keys(BOOKED)].entries()) {
      const { postings, problems } = await auditWallet(db, `fan${n}`);
      assert.deepEqual([postings, problems], [n < refused.length ? 0 : 1, []], name);
    }
  });
});
