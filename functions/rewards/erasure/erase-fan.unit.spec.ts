import assert from 'node:assert/strict';
import { erasedFanPath } from '@fanfold/kit/calls';
import { MemoryFirestore } from '../../kit/testing/memory-firestore.ts';
import { markUsed, reportCoupon } from '../coupons/redemptions/own-redemption.ts';
import { redeemCoupon } from '../coupons/redemptions/redeem-coupon.ts';
import { refundRedemption } from '../coupons/redemptions/refund-redemption.ts';
import { auditWallet } from '../audit/audit-wallet.ts';
import { CAMPAIGN, CouponsPlace, FAN, OPS, TERMS } from '../testing/coupons-place.ts';
import { eraseFan } from './erase-fan.ts';

const REFUSED = { code: 'fanErased' };
const PROBLEM = 'I am Ana Silva of 5 Hill Street, and it did not work.';

describe('a fan who is erased', () => {
  let memory: MemoryFirestore;
  let place: CouponsPlace;
  const now = () => place.now;

  beforeEach(async () => {
    memory = new MemoryFirestore();
    place = new CouponsPlace(memory.firestore);
    await place.open(20, { perFan: 5 });
    await place.fund('ana', 10 * TERMS.price);
  });

  const decide = () => place.instance().take(place.messages.splice(0));
  const won = async (uid: string) => {
    const id = await place.ask(uid);
    await decide();
    return id;
  };
  const leaveTombstone = () => place.db.doc(erasedFanPath('ana')).set({ rev: 1 });
  const erase = async () => {
    await leaveTombstone();
    await eraseFan(place.db, 'ana', now);
  };
  const refund = (id: string) => refundRedemption(place.db, OPS, { redemptionId: id, reason: 'Ana asked.' }, now);
  const stored = () => JSON.stringify([...memory.documents]);

  it('is refused by every call of a fan, and leaves nothing by it', async () => {
    const id = await won('ana');
    await leaveTombstone();
    const before = stored();
    const ask = (key: string) =>
      redeemCoupon(place.db, place.publish, FAN('ana'), { campaignId: CAMPAIGN, key, price: TERMS.price }, now);
    await assert.rejects(ask('another-key'), REFUSED);
    await assert.rejects(ask(id.slice('ana_'.length)), REFUSED);
    await assert.rejects(markUsed(place.db, FAN('ana'), { redemptionId: id, isUsed: true }), REFUSED);
    await assert.rejects(reportCoupon(place.db, FAN('ana'), { redemptionId: id, problem: PROBLEM }, now), REFUSED);
    await assert.rejects(refund(id), REFUSED);
    assert.equal(stored(), before);
    assert.deepEqual(place.messages, []);
  });

  it('leaves no code, and nothing that they or an operator have said of one', async () => {
    const [used, reported, refunded] = [await won('ana'), await won('ana'), await won('ana')];
    const codes = await Promise.all([used, reported].map(async (id) => (await place.redemption(id)).code ?? ''));
    await markUsed(place.db, FAN('ana'), { redemptionId: used, isUsed: true });
    for (const id of [reported, refunded])
      await reportCoupon(place.db, FAN('ana'), { redemptionId: id, problem: PROBLEM }, now);
    await refund(refunded);
    await erase();
    for (const text of [...codes, PROBLEM, 'Ana asked.']) assert.ok(!stored().includes(text), text);
    for (const id of [used, reported, refunded]) {
      const { code, isUsed, problem } = await place.redemption(id);
      assert.deepEqual([code, isUsed, problem], [null, false, null]);
      assert.equal(memory.documents.has(`campaigns/${CAMPAIGN}/reports/${id}`), false);
      assert.equal(memory.documents.has(`campaigns/${CAMPAIGN}/refunds/${id}`), false);
    }
  });

  it('leaves what the books need: the ledger, and which unit went for which price', async () => {
    const id = await won('ana');
    const { code, ...before } = await place.redemption(id);
    await erase();
    assert.deepEqual(await place.redemption(id), { ...before, code: null });
    const { available, postings, problems } = await auditWallet(place.db, 'ana');
    assert.deepEqual([available, postings, problems], [9 * TERMS.price, 2, []]);
    // The code stays gone.
    await place.fund('ben', 10_000);
    const others = await place.askMany(Array.from({ length: 20 }, (_, n) => ({ uid: `f${n}`, key: 'the-only-key' })));
    for (const { uid } of others) await place.fund(uid, TERMS.price);
    await place.instance().take(others);
    const all = await Promise.all(others.map(({ id: other }) => place.redemption(other)));
    assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 19);
    assert.ok(all.every((redemption) => redemption.code !== code));
  });

  it('gets no code for what was pending, whichever comes first', async () => {
    const erasedFirst = await place.ask('ana');
    await erase();
    await decide();
    assert.deepEqual(await endingOf(erasedFirst), ['refused', 'fanErased', null]);

    // Written by a call that had read before there was a tombstone, after the erasure has looked.
    const [late] = await place.askMany([{ uid: 'ana', key: 'late-key' }]);
    assert.ok(late);
    await place.instance().take([late]);
    assert.deepEqual(await endingOf(late.id), ['refused', 'fanErased', null]);
    assert.equal(await place.balance('ana'), 10 * TERMS.price);
  });

  it('gets no code where erasure comes between the reads of a decision and its commit', async () => {
    const id = await place.ask('ana');
    let erasures = 0;
    memory.before = async (kind, paths) => {
      if (kind === 'commit' && paths.includes(`redemptions/${id}`) && erasures++ === 0) await erase();
    };
    await decide();
    assert.deepEqual(await endingOf(id), ['refused', 'fanErased', null]);
    assert.equal(await place.balance('ana'), 10 * TERMS.price);
  });

  it('leaves no code where a refund comes between the reads of the erasure and its commit', async () => {
    const id = await won('ana');
    let refunds = 0;
    memory.before = async (kind, paths) => {
      if (kind === 'commit' && paths.includes(`redemptions/${id}`) && refunds++ === 0) await refund(id);
    };
    await eraseFan(place.db, 'ana', now);
    assert.deepEqual(await endingOf(id), ['refunded', null, null]);
    assert.ok(!stored().includes('Ana asked.'));
  });

  it('may have had many coupons, and others keep theirs', async () => {
    await place.fund('ben', TERMS.price);
    const ofBen = await won('ben');
    await place.askMany(Array.from({ length: 250 }, (_, n) => ({ uid: 'ana', key: `key-number-${n}` })));
    await erase();
    await erase();
    for (let n = 0; n < 250; n++) assert.equal((await place.redemption(`ana_key-number-${n}`)).status, 'refused');
    const { status, code } = await place.redemption(ofBen);
    assert.ok(status === 'fulfilled' && code !== null);
  });

  const endingOf = async (id: string) => {
    const { status, reason, code } = await place.redemption(id);
    return [status, reason, code];
  };
});
