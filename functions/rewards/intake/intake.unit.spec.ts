import assert from 'node:assert/strict';
import {
  CHARGES_TOPIC,
  type Charge,
  type ChargeOutcome,
  GRANTS_TOPIC,
  type Grant,
  OUTCOMES_TOPIC,
  chargeOutcomeSchema,
  grantSchema,
  inbox,
} from '@fanfold/kit/messages';
import type { Letter } from '../../kit/testing/letters.ts';
import { LedgerInMemory } from '../testing/ledger-in-memory.ts';
import { type AskedCharge, askedChargeSchema } from './asked-charge.ts';
import { bookCharges } from './charges.ts';
import { bookGrants } from './grants.ts';
import { laneOf } from './lanes.ts';

const grant = (id: string, uid: string, amount: number, more: Partial<Grant> = {}): Grant => ({
  v: 1,
  id: `fantasy:${id}`,
  uid,
  amount,
  reason: 'fantasy.prize',
  body: { rank: 1 },
  ...more,
});
const charge = (id: string, uid: string, amount: number): Charge => ({
  v: 1,
  id: `predictions:${id}`,
  uid,
  amount,
  reason: 'predictions.stake',
  body: { question: id },
});
const grpc = (code: number) => Object.assign(new Error(`gRPC ${code}`), { code });
const conflict = () => grpc(9);

describe('the intake of the ledger', () => {
  let ledger: LedgerInMemory;
  let published: ChargeOutcome[];
  let commits: number;

  beforeEach(() => {
    ledger = new LedgerInMemory();
    published = [];
    commits = 0;
    ledger.store.before = (kind) => void (kind === 'commit' && commits++);
  });

  const now = () => ledger.now;
  const coins = (uid: string) => ledger.wallet(uid)?.balances.coins;
  const take = <Item extends { uid: string | null }>(
    topic: string,
    schema: Parameters<typeof inbox<Item>>[0]['schema'],
    book: Parameters<typeof inbox<Item>>[0]['take'],
  ) => inbox({ db: ledger.store.firestore, service: 'rewards', topic, schema, keyOf: laneOf, take: book });
  const grants = (items: readonly object[]) =>
    take(GRANTS_TOPIC, grantSchema, (some) => bookGrants(ledger.store.firestore, some, now))(JSON.stringify(items));
  const charges = (items: readonly object[]) => {
    const publish = (topic: string, outcomes: readonly object[]) => {
      assert.equal(topic, OUTCOMES_TOPIC);
      published.push(...(outcomes as ChargeOutcome[]));
      return Promise.resolve();
    };
    return take<AskedCharge>(CHARGES_TOPIC, askedChargeSchema, (some) =>
      bookCharges(ledger.store.firestore, publish, some, now),
    )(JSON.stringify(items));
  };
  const letters = () =>
    [...ledger.store.documents]
      .filter(([path]) => path.startsWith('deadLetters/'))
      .map(([, { data }]) => data as Letter);
  const answers = () => published.map(({ id, outcome }) => [id, outcome]);

  it('books all grants of a message in a few commits', async () => {
    await grants(Array.from({ length: 500 }, (_, n) => grant(`g${n}`, `fan${n}`, n + 1)));
    assert.equal(commits, 4);
    for (let n = 0; n < 500; n++) {
      assert.equal(coins(`fan${n}`)?.available, n + 1);
      assert.deepEqual(ledger.problems(`fan${n}`), []);
    }
  });

  it('books a message once that comes again, and one that is in it twice', async () => {
    const message = [grant('a', 'ana', 50), grant('a', 'ana', 50), grant('b', 'ben', 5), grant('c', 'ana', 7)];
    await grants(message);
    const before = ledger.store.documents.size;
    await grants(message.toReversed());
    assert.deepEqual([coins('ana')?.available, coins('ben')?.available], [57, 5]);
    assert.equal(ledger.store.documents.size, before);
  });

  it('keeps what can never be booked as dead letters, and books the others', async () => {
    await grants([grant('a', 'ana', 50)]);
    await grants([
      grant('a', 'ana', 51),
      grant('b', 'ana', 0),
      grant('c', 'ana', 2e9),
      { ...grant('d', 'ana', 5), id: 'shop:d' },
      { ...grant('e', 'ana', 5), id: 'rewards:expiry:coins:2026-07-01' },
      grant('f', 'ana', 5, { expiresOn: '2099-01-01' }),
      grant('g', 'ana', 5, { body: { text: 'x'.repeat(3_000) } }),
      { ...grant('h', 'ana', 5), amount: 0.5 },
      grant('i', 'ana', 5),
      grant('j', 'ben', 5),
    ]);
    assert.deepEqual([coins('ana')?.available, coins('ben')?.available], [55, 5]);
    const found = letters().map(({ code, message }) => (code === 'refusedItem' ? message : code));
    assert.deepEqual(found.sort(), [
      'badAmount',
      'badAmount',
      'badExpiry',
      'badItem',
      'badKey',
      'badKey',
      'bodyTooLarge',
      'idempotencyConflict',
    ]);
  });

  it('takes back what a correction has made wrong, spent or not, in any order', async () => {
    const first = grant('m:ana_1:1', 'ana', 100);
    const correction = grant('m:ana_1:2', 'ana', -60);
    for (const message of [
      [first, correction],
      [correction, first],
    ]) {
      ledger = new LedgerInMemory();
      for (const item of message) await grants([item]);
      assert.deepEqual(coins('ana'), { available: 40, debt: 0, lots: {}, expired: {} });
    }
    await charges([charge('fee', 'ana', 30)]);
    await grants([grant('m:ana_1:3', 'ana', -40)]);
    assert.deepEqual(coins('ana'), { available: 0, debt: 30, lots: {}, expired: {} });
    await grants([grant('n:ana_1:1', 'ana', 50)]);
    assert.deepEqual(coins('ana'), { available: 20, debt: 0, lots: {}, expired: {} });
    assert.deepEqual(ledger.problems('ana'), []);
  });

  it('takes coins that have expired back no second time', async () => {
    const expiresOn = '2026-07-01';
    await grants([grant('a', 'ana', 100, { expiresOn }), grant('b', 'ana', 300)]);
    ledger.now = new Date('2026-07-02T00:00:00Z');
    await grants([grant('c', 'ana', -100, { expiresOn })]);
    assert.equal(coins('ana')?.available, 300);
    assert.deepEqual(ledger.problems('ana'), []);
  });

  it('keeps the day after which coins expire', async () => {
    await grants([grant('a', 'ana', 50, { expiresOn: '2026-07-01' })]);
    assert.deepEqual(coins('ana')?.lots, { '2026-07-01': 50 });
    assert.equal(ledger.store.documents.get('wallets/ana')?.data['nextExpiry'], '2026-07-01');
  });

  it('lets a crowded wallet hold up no other', async () => {
    ledger.store.before = (kind, paths) => {
      const wallets = paths.filter((path) => path.split('/').length === 2);
      if (kind === 'commit' && wallets.includes('wallets/fan3') && wallets.length > 1) throw conflict();
    };
    await grants(Array.from({ length: 50 }, (_, n) => grant(`g${n}`, `fan${n}`, 1)));
    for (let n = 0; n < 50; n++) assert.equal(coins(`fan${n}`)?.available, 1);
  });

  const FAILURES = [
    ['others keep changing', conflict],
    ['is said to be unavailable', () => grpc(14)],
    ['is an internal error', () => grpc(13)],
    ['is an unknown error', () => grpc(2)],
    ['throws in the client', () => new Error('no answer')],
  ] as const;

  for (const [what, failure] of FAILURES) {
    const failAt = (uid: string) => {
      ledger.store.before = (kind, paths) => {
        if (kind === 'commit' && paths.includes(`wallets/${uid}`)) throw failure();
      };
    };
    const isFailure = (error: Error) => error.message === failure().message;
    const fans = Array.from({ length: 20 }, (_, n) => `fan${n}`);

    it(`books all others, and throws so that the message comes again, when the commit of one wallet ${what}`, async () => {
      failAt('fan3');
      const message = fans.map((fan) => grant(fan, fan, 1));
      await assert.rejects(grants(message), isFailure);
      for (const fan of fans) assert.equal(coins(fan)?.available, fan === 'fan3' ? undefined : 1);
      ledger.store.before = () => undefined;
      await grants(message);
      for (const fan of fans) assert.equal(coins(fan)?.available, 1);
    });

    it(`answers all other charges, and keeps those that can never be booked, while the commit of one wallet ${what}`, async () => {
      await grants(fans.map((fan) => grant(fan, fan, 10)));
      failAt('fan3');
      const others = fans.filter((fan) => fan !== 'fan3');
      const huge = others.map((fan) => charge(`huge-${fan}`, fan, 2e9));
      await assert.rejects(charges([...fans.map((fan) => charge(fan, fan, 4)), ...huge]), isFailure);
      const charged = others.map((fan) => [`predictions:${fan}`, 'charged']);
      assert.deepEqual(answers().sort(), [...charged, ...huge.map(({ id }) => [id, 'refused'])].sort());
      for (const fan of fans) assert.equal(coins(fan)?.available, fan === 'fan3' ? 10 : 6);
      assert.deepEqual(
        letters().map(({ message: why }) => why),
        others.map(() => 'badAmount'),
      );
    });
  }

  it('tries no more than a few times when Firestore answers for nobody', async () => {
    ledger.store.before = (kind) => {
      if (kind !== 'commit') return;
      commits++;
      throw grpc(14);
    };
    await assert.rejects(grants(Array.from({ length: 200 }, (_, n) => grant(`g${n}`, 'fan', 1))), { code: 14 });
    commits = 0;
    await assert.rejects(grants(Array.from({ length: 500 }, (_, n) => grant(`g${n}`, `fan${n}`, 1))), { code: 14 });
    assert.ok(commits <= 4 * 50, `${commits} commits`);
  });

  it('finds of one fan the item that Firestore can never store, and books their others', async () => {
    ledger.store.before = (kind, paths) => {
      if (kind === 'commit' && paths.some((path) => path.endsWith('fantasy:odd'))) throw grpc(3);
    };
    await grants([grant('a', 'ana', 5), grant('odd', 'ana', 7), grant('b', 'ana', 9), grant('c', 'bo', 1)]);
    assert.deepEqual([coins('ana')?.available, coins('bo')?.available], [14, 1]);
    assert.deepEqual(
      letters().map(({ code, payload }) => [code, (JSON.parse(payload) as Grant).id]),
      [['cannotBeStored', 'fantasy:odd']],
    );
  });

  it('lets a wallet that cannot be read hold up no other', async () => {
    await ledger.store.doc('wallets/fan3').set({ balances: 'gone' });
    await grants(Array.from({ length: 50 }, (_, n) => grant(`g${n}`, `fan${n}`, 1)));
    for (let n = 0; n < 50; n++) if (n !== 3) assert.equal(coins(`fan${n}`)?.available, 1);
    assert.deepEqual(
      letters().map(({ message }) => message),
      ['the wallet cannot be read'],
    );
  });

  it('answers each charge for ever the same, also when there is enough later', async () => {
    await grants([grant('a', 'ana', 30)]);
    const message = [charge('q1', 'ana', 20), charge('q2', 'ana', 20), charge('q3', 'ben', 1)];
    await charges(message);
    await grants([grant('b', 'ana', 100)]);
    await charges(message);
    const first = [
      ['predictions:q1', 'charged'],
      ['predictions:q2', 'insufficient'],
      ['predictions:q3', 'insufficient'],
    ];
    assert.deepEqual(answers().slice(0, 3).sort(), first);
    assert.deepEqual(answers().slice(3).sort(), first);
    assert.equal(coins('ana')?.available, 110);
    assert.deepEqual(published.find(({ id }) => id === 'predictions:q1')?.body, { question: 'q1' });
  });

  it('answers a charge only when it is committed, and again when the answer may not have come through', async () => {
    await grants([grant('a', 'ana', 30)]);
    ledger.store.before = (kind) => {
      if (kind === 'commit') throw Object.assign(new Error('unavailable'), { code: 14 });
    };
    await assert.rejects(charges([charge('q1', 'ana', 20)]));
    assert.deepEqual(answers(), []);
    ledger.store.before = () => undefined;
    await charges([charge('q1', 'ana', 20)]);
    assert.deepEqual(answers(), [['predictions:q1', 'charged']]);
  });

  it('answers a charge that can never be booked as refused, for ever the same, and books the others', async () => {
    await grants([grant('a', 'ana', 100)]);
    const good = charge('good', 'ana', 10);
    const message = [
      { ...charge('fraction', 'ana', 1), amount: 0.5 },
      { ...charge('words', 'ana', 1), amount: 'all of it' },
      { ...charge('nameless', 'ana', 1), reason: undefined },
      { ...charge('newer', 'ana', 1), v: 2 },
      { ...charge('body', 'ana', 1), body: { __id__: 1 } },
      { ...charge('half', 'ana', 1), body: { text: '\ud800' } },
      { ...charge('wordy', 'ana', 1), reason: 'x'.repeat(2_000_000) },
      charge('huge', 'ana', 2e9),
      { ...charge('long', 'ana', 1), body: { text: 'x'.repeat(3_000) } },
      { ...charge('shop', 'ana', 1), id: 'shop:lamp' },
      { ...charge('own', 'ana', 0), id: 'rewards:expiry:coins:2026-07-01' },
      { ...charge('path', 'ana', 1), uid: 'ana/postings/1' },
      good,
    ];
    const refused = [
      ['predictions:fraction', 'badItem'],
      ['predictions:words', 'badItem'],
      ['predictions:nameless', 'badItem'],
      ['predictions:newer', 'badItem'],
      ['predictions:body', 'badItem'],
      ['predictions:half', 'badItem'],
      ['predictions:wordy', 'badItem'],
      ['predictions:huge', 'badAmount'],
      ['predictions:long', 'bodyTooLarge'],
      ['shop:lamp', 'badKey'],
      ['rewards:expiry:coins:2026-07-01', 'badKey'],
      ['predictions:path', 'badItem'],
    ].sort();
    for (let times = 0; times < 2; times++) {
      await charges(message);
      const said = published.splice(0);
      for (const outcome of said) assert.deepEqual(chargeOutcomeSchema.parse(outcome), outcome);
      const codes = said.flatMap((each) => (each.outcome === 'refused' ? [[each.id, each.code]] : []));
      assert.deepEqual(codes.sort(), refused);
      assert.deepEqual(
        said.filter(({ outcome }) => outcome === 'charged').map(({ id }) => id),
        [good.id],
      );
      assert.deepEqual(said.find(({ id }) => id === 'predictions:fraction')?.body, { question: 'fraction' });
      assert.deepEqual(
        said.flatMap(({ id, uid }) => (uid === null ? [id] : [])),
        ['predictions:path'],
      );
    }
    assert.equal(letters().length, refused.length);
    assert.ok(letters().every(({ message: why }) => why !== ''));
    assert.equal(coins('ana')?.available, 90);
    assert.deepEqual(ledger.problems('ana'), []);
  });

  it('books nothing under the id of a charge that was refused, and lets what has a key of the ledger alone', async () => {
    await grants([grant('a', 'ana', 100, { expiresOn: '2026-07-01' })]);
    await charges([
      { ...charge('q1', 'ana', 10), amount: -10 },
      charge('q2', 'ana', 2e9),
      { ...charge('q3', 'ana', 10), id: 'rewards:expiry:coins:2026-07-01', amount: -1 },
    ]);
    const first = answers();
    await charges([charge('q1', 'ana', 10), charge('q2', 'ana', 10)]);
    assert.deepEqual(answers(), first);
    assert.equal(coins('ana')?.available, 100);
    ledger.now = new Date('2026-07-02T00:00:00Z');
    await grants([grant('b', 'ana', 5)]);
    assert.deepEqual(coins('ana'), { available: 5, debt: 0, lots: {}, expired: { '2026-07-01': 100 } });
  });

  it('answers nobody whose charge has no id, or no wallet that can be read: that is mended, and the charge sent again', async () => {
    await ledger.store.doc('wallets/ben').set({ balances: 'gone' });
    await charges([
      { ...charge('q1', 'ana', 10), id: 'a/path' },
      { ...charge('q2', 'ana', 10), id: undefined },
      { word: 'nothing' },
      charge('q3', 'ben', 10),
      { ...charge('q4', 'ben', 10), amount: 0 },
    ]);
    assert.deepEqual(answers(), []);
    assert.equal(letters().length, 5);
    await ledger.store.doc('wallets/ben').delete();
    await charges([charge('q3', 'ben', 10), { ...charge('q4', 'ben', 10), amount: 0 }]);
    assert.deepEqual(answers().sort(), [
      ['predictions:q3', 'insufficient'],
      ['predictions:q4', 'refused'],
    ]);
  });

  it('answers nobody whose charge stands for another one', async () => {
    await grants([grant('a', 'ana', 30)]);
    await charges([charge('q1', 'ana', 20), charge('q1', 'ana', 10)]);
    assert.deepEqual(answers(), [['predictions:q1', 'charged']]);
    assert.deepEqual(
      letters().map(({ code }) => code),
      ['idempotencyConflict'],
    );
    assert.equal(coins('ana')?.available, 10);
  });
});
