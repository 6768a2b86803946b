import assert from 'node:assert/strict';
import { MemoryFirestore } from '../../../kit/testing/memory-firestore.ts';
import { CAMPAIGN, CouponsPlace, FAN, TERMS } from '../../testing/coupons-place.ts';
import { markUsed, markUsedSchema, reportCoupon, reportCouponSchema } from './own-redemption.ts';

describe('a code that a fan has won', () => {
  let memory: MemoryFirestore;
  let place: CouponsPlace;
  let id: string;
  const now = () => place.now;

  beforeEach(async () => {
    memory = new MemoryFirestore();
    place = new CouponsPlace(memory.firestore);
    await place.open(3);
    await place.fund('ana', TERMS.price);
    id = await place.ask('ana');
    await place.instance().take(place.messages.splice(0));
  });

  const use = (uid: string, isUsed = true, redemptionId = id) => markUsed(place.db, FAN(uid), { redemptionId, isUsed });
  const report = (uid: string, problem: string, redemptionId = id) =>
    reportCoupon(place.db, FAN(uid), { redemptionId, problem }, now);
  const reported = () => memory.documents.get(`campaigns/${CAMPAIGN}/reports/${id}`)?.data;

  it('is used or not, as the fan says', async () => {
    assert.deepEqual(await use('ana'), { redemptionId: id, isUsed: true, problem: null });
    assert.equal((await place.redemption(id)).isUsed, true);
    assert.equal((await use('ana', false)).isUsed, false);
  });

  it('is reported to ops with its batch and number, and without the code', async () => {
    const { code, claim } = await place.redemption(id);
    assert.equal((await report('ana', 'The till knows no such code.')).problem, 'The till knows no such code.');
    assert.deepEqual(reported(), {
      uid: 'ana',
      redemptionId: id,
      claim,
      problem: 'The till knows no such code.',
      at: place.now.toISOString(),
    });
    assert.doesNotMatch(JSON.stringify(reported()), new RegExp(code ?? 'no code'));
    await report('ana', 'Solved.');
    assert.equal(reported()?.['problem'], 'Solved.');
  });

  it('is of nobody else, who learns nothing of it', async () => {
    await assert.rejects(use('bo'), { code: 'redemptionNotFound' });
    await assert.rejects(report('bo', 'Mine!'), { code: 'redemptionNotFound' });
    await assert.rejects(use('bo', true, 'bo_nothing'), { code: 'redemptionNotFound' });
    assert.equal(reported(), undefined);
  });

  it('has to be there', async () => {
    const poor = await place.ask('bo');
    await assert.rejects(use('bo', true, poor), { code: 'notFulfilled' });
    await place.instance().take(place.messages);
    await assert.rejects(report('bo', 'No code.', poor), { code: 'notFulfilled' });
  });

  it('takes no input that is none', () => {
    for (const wrong of [{ redemptionId: id }, { redemptionId: 'a/b', isUsed: true }, { redemptionId: id, isUsed: 1 }])
      assert.equal(markUsedSchema.safeParse(wrong).success, false);
    for (const wrong of [
      { redemptionId: id, problem: ' ' },
      { redemptionId: id, problem: 'x'.repeat(501) },
      { redemptionId: id, problem: 'a\u0000b' },
      { redemptionId: id, problem: 'a\u202eb' },
    ])
      assert.equal(reportCouponSchema.safeParse(wrong).success, false);
    const lines = { redemptionId: id, problem: 'It says:\r\nunknown' };
    assert.equal(reportCouponSchema.parse(lines).problem, 'It says:\nunknown');
  });
});
