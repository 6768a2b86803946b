import assert from 'node:assert/strict';
import { CHARGES_TOPIC, type ChargeOutcome, GRANTS_TOPIC, grantSchema, inbox } from '@fanfold/kit/messages';
import fc from 'fast-check';
import { LedgerInMemory } from '../testing/ledger-in-memory.ts';
import { askedChargeSchema } from './asked-charge.ts';
import { bookCharges } from './charges.ts';
import { bookGrants } from './grants.ts';
import { laneOf } from './lanes.ts';

const FANS = ['ana', 'ben', 'cleo'];

const uid = fc.constantFrom(...FANS);
const header = { v: 1, body: {} } as const;
/** Equal ids have equal bodies: an id says what it is for. */
const grant = fc
  .tuple(
    uid,
    fc.integer({ min: -20, max: 40 }).filter((amount) => amount !== 0),
  )
  .map(([fan, amount]) => ({ ...header, id: `fantasy:${fan}:${amount}`, uid: fan, amount, reason: 'fantasy.prize' }));
const charge = fc
  .tuple(uid, fc.integer({ min: 1, max: 30 }))
  .map(([fan, amount]) => ({ ...header, id: `predictions:${fan}:${amount}`, uid: fan, amount, reason: 'x.stake' }));
const messagesOf = <Item>(item: fc.Arbitrary<Item>) =>
  fc.array(fc.array(item, { minLength: 1, maxLength: 6 }), { maxLength: 5 });

describe('messages for the ledger that come at once', () => {
  it('come to the same coins in any order, with one answer to each charge, whichever instance takes them', () =>
    fc.assert(
      fc.asyncProperty(messagesOf(grant), messagesOf(charge), fc.scheduler(), async (grants, charges, scheduler) => {
        const ledger = new LedgerInMemory();
        const db = ledger.store.firestore;
        const now = () => ledger.now;
        const answers: ChargeOutcome[] = [];
        const publish = (_: string, outcomes: readonly object[]) =>
          Promise.resolve(void answers.push(...(outcomes as ChargeOutcome[])));
        const common = { db, service: 'rewards', keyOf: laneOf };
        const takeGrants = inbox({
          ...common,
          topic: GRANTS_TOPIC,
          schema: grantSchema,
          take: (some) => bookGrants(db, some, now),
        });
        const takeCharges = inbox({
          ...common,
          topic: CHARGES_TOPIC,
          schema: askedChargeSchema,
          take: (some) => bookCharges(db, publish, some, now),
        });
        ledger.store.before = () => scheduler.schedule(Promise.resolve());
        // Each comes twice, as to two instances.
        const deliveries = [...grants, ...grants].map((message) => () => takeGrants(JSON.stringify(message)));
        deliveries.push(...[...charges, ...charges].map((message) => () => takeCharges(JSON.stringify(message))));
        await scheduler.waitFor(Promise.all(deliveries.map((deliver) => deliver())));

        const outcomes = new Map(answers.map(({ id, outcome }) => [id, outcome]));
        for (const { id, outcome } of answers) assert.equal(outcome, outcomes.get(id), id);
        assert.deepEqual([...outcomes.keys()].sort(), [...new Set(charges.flat().map(({ id }) => id))].sort());
        for (const fan of FANS) {
          assert.deepEqual(ledger.problems(fan), []);
          const won = new Map(grants.flat().map(({ id, uid: of, amount }) => [id, of === fan ? amount : 0]));
          const paid = new Map(charges.flat().map(({ id, uid: of, amount }) => [id, of === fan ? amount : 0]));
          const charged = [...paid].filter(([id]) => outcomes.get(id) === 'charged');
          const expected = [...won, ...charged.map(([id, amount]) => [id, -amount] as const)];
          const { available, debt } = ledger.wallet(fan)?.balances.coins ?? { available: 0, debt: 0 };
          assert.equal(
            available - debt,
            expected.reduce((sum, [, amount]) => sum + amount, 0),
          );
          assert.ok(available >= 0 && debt >= 0 && (available === 0 || debt === 0));
        }
      }),
      { numRuns: 40 },
    ));
});
