import assert from 'node:assert/strict';
import { dumpFirestore } from '@fanfold/emulators/start/documents';
import type { MoveRequest } from '@fanfold/game/coins';
import { callable, erasedFanPath } from '@fanfold/kit/calls';
import { auditWallet } from '@fanfold/rewards/audit/audit-wallet';
import { type ReversalReceipt, reversePosting, reversePostingSchema } from '@fanfold/rewards/calls/reverse-posting';
import { eraseFan } from '@fanfold/rewards/erasure/erase-fan';
import { directivesPath, walletPath } from '@fanfold/rewards/ledger/documents';
import { readWallet } from '@fanfold/rewards/ledger/read-wallets';
import { type Call, OPS, answersOf, assertRefused, callOf, outcomeOf } from '../support/calls.ts';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { granted, prize } from './granted.ts';

const NOW = new Date('2026-06-01T12:00:00Z');
const WHY = { uid: 'ana', key: 'fantasy:a', reason: 'Paid for the wrong match.' };

describe('calls on wallets', () => {
  let firestore: TestFirestore;
  let reverse: Call<ReversalReceipt>;

  beforeEach(async () => {
    firestore = openFirestore();
    reverse = callOf(
      callable(reversePostingSchema, (input, caller) => reversePosting(firestore.db, caller, input, () => NOW)),
    );
    await granted(firestore.db, [prize('a', 'ana', 50), prize('b', 'ana', 7)], NOW);
  });
  afterEach(async () => {
    assert.deepEqual((await auditWallet(firestore.db, 'ana')).problems, []);
    await firestore.close();
  });

  const coins = async () => (await firestore.db.doc(walletPath('ana')).get()).get('balances.coins') as object;

  async function assertHarmless(call: Promise<unknown>, code: string) {
    const before = await dumpFirestore(firestore.db);
    await assertRefused(call, code);
    assert.deepEqual(await dumpFirestore(firestore.db), before);
  }

  const spend = (request: MoveRequest) =>
    firestore.db.runTransaction(async (transaction) => {
      const wallet = await readWallet(firestore.db, transaction, { uid: 'ana', keys: [request.key] }, NOW);
      const { is } = wallet.post(request);
      wallet.write(transaction);
      return is;
    });
  const coupon = (id: string, amount: number): MoveRequest => ({
    key: `rewards:redemption:${id}`,
    kind: 'redemption',
    currency: 'coins',
    amount,
    reason: 'rewards.redemption',
    body: {},
    expiresOn: null,
  });

  it('undo a posting once, and keep who has said why where no fan reads it', async () => {
    const key = 'rewards:reversal:fantasy:a';
    assert.deepEqual(await reverse(OPS, WHY), { uid: 'ana', key, amount: -50, balance: 7 });
    assert.deepEqual(await coins(), { available: 7, debt: 0, lots: {}, expired: {} });
    const before = await dumpFirestore(firestore.db);
    assert.deepEqual(await reverse(OPS, { ...WHY, reason: 'Once more.' }), {
      uid: 'ana',
      key,
      amount: -50,
      balance: 7,
    });
    assert.deepEqual(await dumpFirestore(firestore.db), before);
    const audit = (await firestore.db.doc(directivesPath('ana')).get()).get('audit') as object[];
    const record = { at: NOW.toISOString(), uid: OPS, directive: 'reversePosting', reason: WHY.reason, key: WHY.key };
    assert.deepEqual(audit, [record]);
  });

  it('undo a posting once when many say so at once, and make a debt of what is spent', async () => {
    assert.equal(await spend(coupon('r', 30)), 'booked');
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => outcomeOf(reverse(OPS, WHY))));
    assert.ok(answersOf(outcomes).length > 0);
    assert.deepEqual(await coins(), { available: 0, debt: 23, lots: {}, expired: {} });
  });

  it('spend no coin twice that two ask for at once', async () => {
    const outcomes = await Promise.all(['r1', 'r2', 'r3'].map((id) => spend(coupon(id, 25))));
    assert.deepEqual(outcomes.toSorted(), ['booked', 'booked', 'insufficient']);
    assert.deepEqual(await coins(), { available: 7, debt: 0, lots: {}, expired: {} });
  });

  it('leave the wallet of a fan who is erased as it is, and nothing of what was said about them', async () => {
    await reverse(OPS, WHY);
    await firestore.db.doc(erasedFanPath('ana')).set({ rev: 1 });
    await eraseFan(firestore.db, 'ana', () => NOW);
    await eraseFan(firestore.db, 'nobody', () => NOW);
    assert.doesNotMatch(JSON.stringify(await dumpFirestore(firestore.db)), /wrong match/);
    assert.deepEqual(await coins(), { available: 7, debt: 0, lots: {}, expired: {} });
    await assertHarmless(reverse(OPS, { ...WHY, key: 'fantasy:b' }), 'fanErased');
    // Their contests may still be settled: the ledger goes on summing.
    await granted(firestore.db, [prize('late', 'ana', 5)], NOW);
    assert.deepEqual(await coins(), { available: 12, debt: 0, lots: {}, expired: {} });
  });

  it('are refused without the claim, the posting or the reason, and nothing moves', async () => {
    await spend(coupon('r', 30));
    await spend(coupon('refused', 1_000));
    await assertHarmless(reverse('ana', WHY), 'opsRequired');
    await assertHarmless(reverse(undefined, WHY), 'signInRequired');
    for (const [key, code] of [
      ['fantasy:none', 'postingNotFound'],
      ['rewards:redemption:refused', 'postingNotFound'],
      ['rewards:redemption:r', 'refundInstead'],
    ] as const)
      await assertHarmless(reverse(OPS, { ...WHY, key }), code);
    await assertHarmless(reverse(OPS, { ...WHY, uid: 'ben' }), 'postingNotFound');
    for (const wrong of [
      null,
      {},
      { ...WHY, reason: ' ' },
      { ...WHY, key: 'a/b' },
      { ...WHY, uid: '..' },
      { ...WHY, more: 1 },
    ])
      await assertHarmless(reverse(OPS, wrong), 'invalidInput');
    await reverse(OPS, WHY);
    await assertHarmless(reverse(OPS, { ...WHY, key: 'rewards:reversal:fantasy:a' }), 'notReversible');
  });
});
