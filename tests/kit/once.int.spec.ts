import assert from 'node:assert/strict';
import { type OnceOutcome, answerOf, conflictsOf } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { type Move, type Moved, booksOf, move } from './wallet.ts';

describe('once, on a real Firestore', () => {
  let firestore: TestFirestore;
  let db: Firestore;

  before(() => {
    firestore = openFirestore();
    db = firestore.db;
  });
  beforeEach(() => firestore.clear());
  after(() => firestore.close());

  const grant = (id: string, amount: number): Move => ({ id, uid: 'ana', amount });
  const summaryOf = (outcomes: readonly OnceOutcome<Move, Moved>[]) =>
    outcomes.map((outcome) => [outcome.status, 'answer' in outcome ? outcome.answer.balance : null]);

  it('moves a balance and its record together', async () => {
    assert.deepEqual(summaryOf(await move(db, [grant('a', 50)])), [['applied', 50]]);
    const { balance, postings } = await booksOf(db, 'ana');
    assert.equal(balance, 50);
    assert.deepEqual([postings['a']?.amount, postings['a']?.answer], [50, { outcome: 'moved', balance: 50 }]);
  });

  it('answers a repeat as the first, whatever has happened since', async () => {
    const first = await move(db, [grant('a', 50)]);
    await move(db, [grant('b', 7)]);
    const again = await move(db, [grant('a', 50)]);
    assert.deepEqual(summaryOf(again), [['duplicate', 50]]);
    assert.deepEqual(answerOf(again), answerOf(first));
    assert.equal((await booksOf(db, 'ana')).balance, 57);
  });

  it('says for ever that there was too little, even when there is enough later', async () => {
    const charge = grant('fee', -10);
    const [first] = await move(db, [charge]);
    await move(db, [grant('a', 50)]);
    const [again] = await move(db, [charge]);
    for (const outcome of [first, again])
      assert.equal(outcome && 'answer' in outcome && outcome.answer.outcome, 'insufficient');
    assert.equal((await booksOf(db, 'ana')).balance, 50);
  });

  it('refuses another body under a known key by a stable code, and moves nothing', async () => {
    await move(db, [grant('a', 50)]);
    const outcomes = await move(db, [grant('a', 5_000)]);
    assert.throws(() => answerOf(outcomes), { code: 'idempotencyConflict', status: 'already-exists' });
    assert.deepEqual(
      conflictsOf(outcomes).map(({ code, item }) => [code, item]),
      [['idempotencyConflict', grant('a', 5_000)]],
    );
    assert.equal((await booksOf(db, 'ana')).balance, 50);
  });

  it('takes a batch in one transaction: equal ones once, of unequal ones the first', async () => {
    await move(db, [grant('old', 1)]);
    const outcomes = await move(db, [
      grant('a', 10),
      grant('a', 10),
      grant('old', 1),
      grant('a', 99),
      grant('b', 20),
      grant('old', 2),
    ]);
    assert.deepEqual(summaryOf(outcomes), [
      ['applied', 11],
      ['duplicate', 11],
      ['duplicate', 1],
      ['conflict', null],
      ['applied', 31],
      ['conflict', null],
    ]);
    assert.equal((await booksOf(db, 'ana')).balance, 31);
  });

  it('does nothing of a batch of nothing', async () => {
    assert.deepEqual(await move(db, []), []);
  });

  it('leaves nothing when it dies before its commit, and all when it dies after it', async () => {
    const dying = (at: 'before' | 'after') => {
      const runTransaction: Firestore['runTransaction'] = async (work, options) => {
        await db.runTransaction(async (transaction) => {
          const result = await work(transaction);
          if (at === 'before') throw new Error('killed');
          return result;
        }, options);
        throw new Error('killed');
      };
      return Object.assign(Object.create(db) as Firestore, { runTransaction });
    };
    await assert.rejects(move(dying('before'), [grant('a', 50)]), /killed/);
    assert.deepEqual(await booksOf(db, 'ana'), { balance: 0, postings: {} });
    await assert.rejects(move(dying('after'), [grant('a', 50)]), /killed/);
    assert.deepEqual(summaryOf(await move(db, [grant('a', 50)])), [['duplicate', 50]]);
    assert.equal((await booksOf(db, 'ana')).balance, 50);
  });

  it('counts one of two that come at once under the same key, and answers both alike', async () => {
    const both = await Promise.all([move(db, [grant('a', 50)]), move(db, [grant('a', 50)])]);
    assert.deepEqual(both.map(([outcome]) => outcome?.status).sort(), ['applied', 'duplicate']);
    const [first = [], second = []] = both;
    assert.deepEqual(answerOf(first), answerOf(second));
    assert.equal((await booksOf(db, 'ana')).balance, 50);
  });

  it('counts one of two unequal ones that come at once under the same key', async () => {
    const both = await Promise.all([move(db, [grant('a', 50)]), move(db, [grant('a', 60)])]);
    assert.deepEqual(both.map(([outcome]) => outcome?.status).sort(), ['applied', 'conflict']);
    const { balance, postings } = await booksOf(db, 'ana');
    assert.equal(balance, postings['a']?.amount);
  });

  it('counts both of two keys that come at once for the same wallet', async () => {
    await Promise.all([move(db, [grant('a', 50)]), move(db, [grant('b', 7)])]);
    assert.equal((await booksOf(db, 'ana')).balance, 57);
  });

  it('equals the sum of its records after anything came in any order, several times and at once', async () => {
    const moves = Array.from({ length: 40 }, (_, n) => grant(`m${n}`, n % 3 === 0 ? -n * 5 : n));
    const batches = [moves.slice(0, 25), moves.slice(15), moves.toReversed(), moves.slice(10, 30)];
    // One lane for each, so that transactions meet; a crowd of more ends in `tryAgain` now and then, which is no fault.
    await Promise.all(batches.map((batch) => move(db, batch)));
    const { balance, postings } = await booksOf(db, 'ana');
    assert.equal(Object.keys(postings).length, 40);
    const moved = Object.values(postings).filter(({ answer }) => answer.outcome === 'moved');
    assert.equal(
      balance,
      moved.reduce((sum, { amount }) => sum + amount, 0),
    );
    assert.ok(balance >= 0);
    for (const batch of batches) {
      for (const outcome of await move(db, batch)) {
        assert.equal(outcome.status, 'duplicate');
        assert.deepEqual('answer' in outcome && outcome.answer, postings[outcome.item.id]?.answer);
      }
    }
  });
});
