import assert from 'node:assert/strict';
import {
  MAX_EXPIRY_DAYS,
  type MoveRequest,
  type PostingRequest,
  dayAfter,
  dayOf,
  emptyWallet,
  expiringCoins,
  reversalRequest,
  spendable,
  storedWallet,
} from '@fanfold/game/coins';
import fc from 'fast-check';
import { LedgerInMemory } from '../testing/ledger-in-memory.ts';
import { ModelWallet } from '../testing/model-wallet.ts';
import type { PostingOutcome } from './open-wallet.ts';
import { readWallets } from './read-wallets.ts';

const move = (
  key: string,
  kind: MoveRequest['kind'],
  amount: number,
  expiresOn: string | null = null,
): MoveRequest => ({
  key,
  kind,
  currency: 'coins',
  amount,
  reason: `test.${kind}`,
  body: {},
  expiresOn,
});
const grant = (key: string, amount: number, expiresOn: string | null = null) =>
  move(`fantasy:${key}`, 'grant', amount, expiresOn);
const price = (key: string, amount: number) => move(`rewards:redemption:${key}`, 'redemption', amount);

describe('the ledger', () => {
  let ledger: LedgerInMemory;

  beforeEach(() => (ledger = new LedgerInMemory()));

  it('posts within the transaction of its caller, all or nothing', async () => {
    const db = ledger.store.firestore;
    await ledger.post('ana', [grant('a', 50)]);
    const redeem = (fails: boolean) =>
      db.runTransaction(async (transaction) => {
        const [wallet] = await readWallets(db, transaction, [{ uid: 'ana', keys: [price('r', 30).key] }], ledger.now);
        const code = await transaction.get(db.doc('campaigns/c/codes/1'));
        assert.equal(wallet?.available, 50);
        assert.equal(wallet?.post(price('r', 30)).is, 'booked');
        assert.equal(wallet?.available, 20);
        wallet?.write(transaction);
        transaction.create(code.ref, { uid: 'ana' });
        if (fails) throw new Error('killed');
      });
    await assert.rejects(redeem(true), /killed/);
    assert.equal(ledger.wallet('ana')?.balances.coins.available, 50);
    await redeem(false);
    assert.equal(ledger.wallet('ana')?.balances.coins.available, 20);
    assert.deepEqual(ledger.problems('ana'), []);
  });

  it('reads many wallets at once, and writes only those that something was posted to', async () => {
    const db = ledger.store.firestore;
    const reads: string[][] = [];
    ledger.store.before = (kind, paths) => void (kind === 'read' && reads.push([...paths]));
    await db.runTransaction(async (transaction) => {
      const keys = [grant('a', 1).key];
      const wallets = await readWallets(
        db,
        transaction,
        ['ana', 'ben', 'cleo'].map((uid) => ({ uid, keys })),
        ledger.now,
      );
      for (const wallet of wallets) {
        if (wallet.uid !== 'ben') wallet.post(grant('a', 1));
        wallet.write(transaction);
      }
    });
    assert.equal(reads.length, 1);
    assert.deepEqual(
      [...ledger.store.documents.keys()],
      ['wallets/ana', 'wallets/ana/postings/fantasy:a', 'wallets/cleo', 'wallets/cleo/postings/fantasy:a'],
    );
  });

  it('counts one of two equal postings in a transaction, and answers both alike', async () => {
    const [first, second] = await ledger.post('ana', [grant('a', 50), grant('a', 50)]);
    assert.ok(first?.is === 'booked' && second?.is === 'repeat');
    assert.deepEqual(second.posting, first.posting);
    assert.deepEqual(await ledger.post('ana', [grant('a', 50)]), [second]);
    assert.deepEqual(await ledger.post('ana', [grant('a', 51)]), [{ is: 'conflict' }]);
    assert.equal(ledger.wallet('ana')?.balances.coins.available, 50);
  });

  it('keeps what was refused, with no number and in no chain', async () => {
    assert.deepEqual(await ledger.post('ana', [price('r', 30)]), [{ is: 'insufficient' }]);
    assert.deepEqual([ledger.wallet('ana')?.seq, ledger.wallet('ana')?.refusals], [0, 1]);
    await ledger.post('ana', [grant('a', 50)]);
    assert.deepEqual(await ledger.post('ana', [price('r', 30)]), [{ is: 'insufficient' }]);
    assert.equal(ledger.wallet('ana')?.refusals, 1);
    assert.equal(ledger.store.documents.get('wallets/ana/postings/rewards:redemption:r')?.data['seq'], undefined);
    assert.deepEqual(ledger.problems('ana'), []);
  });

  it('throws rather than post under a key that was not read', async () => {
    await assert.rejects(
      ledger.open('ana', [grant('a', 1)], (wallet) => wallet.post(grant('b', 1))),
      /without the key fantasy:b/,
    );
  });

  it('holds coins of every day there can be in a few kilobytes', async () => {
    const days = Array.from({ length: MAX_EXPIRY_DAYS }, (_, day) => dayAfter(dayOf(ledger.now), day + 1));
    await ledger.post(
      'ana',
      days.map((day) => grant(day, 1_000_000_000, day)),
    );
    const bytes = JSON.stringify(ledger.wallet('ana')).length;
    assert.ok(bytes < 20_000, `${bytes} bytes`);
  });

  it('posts the expiry of a day twice when a clock that was wrong has let coins come to it again', async () => {
    await ledger.post('ana', [grant('a', 5, '2026-06-20')]);
    ledger.now = new Date('2026-06-21T00:00:00Z');
    await ledger.post('ana', [grant('b', 1)]);
    ledger.now = new Date('2026-06-02T00:00:00Z');
    await ledger.post('ana', [grant('c', 7, '2026-06-20')]);
    ledger.now = new Date('2026-06-21T00:00:00Z');
    await ledger.post('ana', [grant('d', 1)]);
    const { available, expired } = ledger.wallet('ana')?.balances.coins ?? {};
    assert.deepEqual([available, expired], [2, { '2026-06-20': 12 }]);
    assert.deepEqual(ledger.problems('ana'), []);
  });

  it('reads a wallet that was written before its newer fields came, and books to it', async () => {
    const coins = { available: 0, debt: 0, lots: {} };
    await ledger.store.firestore.doc('wallets/ana').set({ balances: { coins }, seq: 0, head: 'ana', nextExpiry: null });
    assert.deepEqual(ledger.problems('ana'), []);
    await ledger.post('ana', [grant('a', 5), price('r', 9)]);
    assert.deepEqual([ledger.wallet('ana')?.balances.coins.available, ledger.wallet('ana')?.refusals], [5, 1]);
    assert.deepEqual(ledger.problems('ana'), []);
  });

  it('books to a wallet in which a newer release keeps another currency, and lets that alone', async () => {
    await ledger.post('ana', [grant('a', 5)]);
    const gems = { available: 7, debt: 0, lots: { '2026-06-02': 7 }, expired: {} };
    await ledger.store.doc('wallets/ana').update({ balances: { ...ledger.wallet('ana')?.balances, gems } });
    await ledger.post('ana', [grant('b', 3)]);
    const { balances, nextExpiry } = ledger.store.documents.get('wallets/ana')?.data ?? {};
    const coins = { available: 8, debt: 0, lots: {}, expired: {} };
    assert.deepEqual([balances, nextExpiry], [{ coins, gems }, '2026-06-02']);
  });

  it('reads a wallet that was written before a currency came, and books to it', async () => {
    await ledger.store.firestore.doc('wallets/ana').set({ ...storedWallet(emptyWallet('ana')), balances: {} });
    assert.deepEqual(ledger.problems('ana'), []);
    await ledger.post('ana', [grant('a', 5)]);
    assert.equal(ledger.wallet('ana')?.balances.coins.available, 5);
    assert.deepEqual(ledger.problems('ana'), []);
  });

  const outcomeWord = (outcome: PostingOutcome) => (outcome.is === 'refused' ? outcome.code : outcome.is);

  const amount = fc.integer({ min: 1, max: 20 });
  const id = fc.integer({ min: 0, max: 12 });
  const days = fc.option(fc.integer({ min: -3, max: 40 }), { nil: null, freq: 2 });
  const START = new Date('2026-06-01T12:00:00Z');
  const moves = fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .tuple(id, amount, days)
        .map(([key, coins, in_]) => grant(`g${key}`, coins, in_ === null ? null : dayAfter(dayOf(START), in_))),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(id, amount, days)
        .map(([key, coins, in_]) =>
          move(`fantasy:t${key}`, 'takeBack', coins, in_ === null ? null : dayAfter(dayOf(START), in_)),
        ),
    },
    { weight: 2, arbitrary: fc.tuple(id, amount).map(([key, coins]) => price(`${key}`, coins)) },
  );
  const undone = fc.oneof(
    fc
      .tuple(fc.constantFrom('fantasy:g', 'fantasy:t', 'rewards:redemption:'), id)
      .map(([kind, key]) => `${kind}${key}`),
    id.map((key) => `rewards:reversal:fantasy:g${key}`),
  );
  const anyRequest: fc.Arbitrary<PostingRequest> = fc.oneof(
    { weight: 4, arbitrary: moves },
    {
      weight: 1,
      arbitrary: fc
        .tuple(undone, fc.constantFrom('test.refund', 'test.word'))
        .map(([key, why]) => reversalRequest(key, why)),
    },
  );
  const batches = fc.array(fc.array(anyRequest, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 12 });

  it('answers and holds what a heap of coins would, whatever comes, while days go by', () =>
    fc.assert(
      fc.asyncProperty(batches, fc.array(fc.nat({ max: 9 })), async (all, waits) => {
        const mine = new LedgerInMemory();
        mine.now = START;
        const model = new ModelWallet(START);
        for (const [index, batch] of all.entries()) {
          model.now = mine.now = new Date(mine.now.getTime() + (waits[index] ?? 0) * 86_400_000);
          const outcomes = await mine.post('ana', batch);
          assert.deepEqual(
            outcomes.map(outcomeWord),
            batch.map((request) => model.post(request)),
          );
          const { coins } = (mine.wallet('ana') ?? emptyWallet('ana')).balances;
          const dated = model.coins.filter((on) => on !== null);
          assert.equal(spendable(coins, mine.now), model.coins.length);
          assert.equal(coins.debt, model.debt);
          assert.deepEqual(
            expiringCoins(coins).filter(({ on }) => on >= dayOf(mine.now)),
            [...new Set(dated)].sort().map((on) => ({ on, amount: dated.filter((day) => day === on).length })),
          );
          assert.deepEqual(mine.problems('ana'), []);
        }
      }),
      { numRuns: 200 },
    ));

  it('loses and doubles nothing when batches come at once, in any order and again', () =>
    fc.assert(
      fc.asyncProperty(batches, fc.scheduler(), async (all, scheduler) => {
        const mine = new LedgerInMemory();
        mine.now = START;
        // Two instances take them, and either may be the first at every read and commit.
        mine.store.before = () => scheduler.schedule(Promise.resolve());
        const firsts = new Map(all.flat().map((request) => [request.key, request]));
        const unequalOut = all.map((batch) => batch.map(({ key }) => firsts.get(key) as PostingRequest));
        const twice = [...unequalOut, ...unequalOut.toReversed()];
        const outcomes = await scheduler.waitFor(Promise.all(twice.map((batch) => mine.post('ana', batch))));
        assert.deepEqual(mine.problems('ana'), []);

        // In the order of their numbers, a heap of coins takes them too.
        const model = new ModelWallet(START);
        const asked = mine.postings('ana').filter(({ kind }) => kind !== 'repayment');
        for (const { key } of asked) assert.equal(model.post(firsts.get(key) as PostingRequest), 'booked');
        const { coins } = (mine.wallet('ana') ?? emptyWallet('ana')).balances;
        assert.deepEqual([coins.available, coins.debt], [model.coins.length, model.debt]);

        const refused = new Set<string>();
        for (const [index, batch] of twice.entries())
          for (const [at, { key }] of batch.entries())
            if (outcomes[index]?.[at]?.is === 'insufficient') refused.add(key);
        assert.deepEqual(
          asked.filter(({ key }) => refused.has(key)),
          [],
        );
      }),
      { numRuns: 150 },
    ));
});
