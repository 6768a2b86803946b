import assert from 'node:assert/strict';
import { FOR_ALL } from '@fanfold/game/coupons';
import { CallError, type Caller } from '@fanfold/kit/calls';
import { MemoryFirestore } from '../../../kit/testing/memory-firestore.ts';
import { CAMPAIGN, CouponsPlace, FAN, OPS, TERMS } from '../../testing/coupons-place.ts';
import { createCampaign } from '../campaigns/create-campaign.ts';
import { redeemCoupon, redeemCouponSchema } from './redeem-coupon.ts';

describe('redeemCoupon', () => {
  let memory: MemoryFirestore;
  let place: CouponsPlace;
  const now = () => place.now;
  const KEY = 'key-of-ana';

  beforeEach(() => {
    memory = new MemoryFirestore();
    place = new CouponsPlace(memory.firestore);
  });

  const redeem = (caller: Caller, key = KEY, campaignId = CAMPAIGN) =>
    redeemCoupon(place.db, place.publish, caller, { campaignId, key, price: TERMS.price }, now);

  it('answers with the path of a pending redemption after one read and one commit', async () => {
    await place.open(3);
    const steps: string[] = [];
    memory.before = (kind) => void steps.push(kind);
    assert.deepEqual(await redeem(FAN('ana')), { path: `redemptions/ana_${KEY}` });
    assert.deepEqual(steps, ['read', 'commit']);
    const { status, price, code, title } = await place.redemption(`ana_${KEY}`);
    assert.deepEqual([status, price, code, title], ['pending', TERMS.price, null, TERMS.title]);
    assert.deepEqual(place.messages, [{ v: 1, id: `ana_${KEY}`, uid: 'ana', body: { campaignId: CAMPAIGN } }]);
  });

  it('answers the same key as before, and publishes again only what is pending for two seconds', async () => {
    await place.open(3);
    await place.fund('ana', 100);
    const first = await redeem(FAN('ana'));
    assert.deepEqual(await redeem(FAN('ana')), first);
    assert.equal(place.messages.length, 1);
    place.now = new Date(place.now.getTime() + 2_000);
    assert.deepEqual(await redeem(FAN('ana')), first);
    assert.equal(place.messages.length, 2);
    await place.instance().take(place.messages.splice(0));
    place.now = new Date('2027-01-01T00:00:00Z');
    assert.deepEqual(await redeem(FAN('ana')), first);
    assert.equal(place.messages.length, 0);
  });

  it('refuses a key that stands for another campaign, and keeps those of other fans apart', async () => {
    await place.open(3);
    await place.open(3, {}, 'burger');
    await redeem(FAN('ana'));
    await assert.rejects(redeem(FAN('ana'), KEY, 'burger'), { code: 'idempotencyConflict' });
    assert.deepEqual(await redeem(FAN('bo'), KEY, 'burger'), { path: `redemptions/bo_${KEY}` });
    assert.equal((await place.redemption(`ana_${KEY}`)).campaignId, CAMPAIGN);
  });

  it('publishes again what a call wrote before it died', async () => {
    await place.open(3);
    const dying = () => Promise.reject(new Error('killed'));
    const input = { campaignId: CAMPAIGN, key: KEY, price: TERMS.price };
    await assert.rejects(redeemCoupon(place.db, dying, FAN('ana'), input, now), /killed/);
    assert.equal((await place.redemption(`ana_${KEY}`)).status, 'pending');
    place.now = new Date(place.now.getTime() + 2_000);
    await redeem(FAN('ana'));
    assert.equal(place.messages.length, 1);
  });

  it('says why a campaign takes nobody, and leaves nothing behind', async () => {
    await createCampaign(place.db, OPS, { ...TERMS, campaignId: 'draft', reason: 'x' }, now);
    await place.open(3, { opensAt: '2026-06-11T00:00:00.000Z' }, 'later');
    await place.open(3, {}, 'over');
    place.now = new Date('2026-06-10T12:00:00Z');
    const before = memory.documents.size;
    await assert.rejects(redeem(FAN('ana'), KEY, 'nowhere'), { code: 'campaignNotFound' });
    await assert.rejects(redeem(FAN('ana'), KEY, 'draft'), { code: 'campaignNotFound' });
    await assert.rejects(redeem(FAN('ana'), KEY, 'later'), { code: 'notOnOffer', details: { reason: 'notOpenYet' } });
    place.now = new Date('2026-07-01T00:00:00Z');
    await assert.rejects(redeem(FAN('ana'), KEY, 'over'), { code: 'notOnOffer', details: { reason: 'closed' } });
    assert.equal(memory.documents.size, before);
    assert.equal(place.messages.length, 0);
  });

  it('lets those in who meet the conditions, by profile and claims', async () => {
    const eligibility = {
      ...FOR_ALL,
      level: 3,
      achievement: 'century',
      segments: ['vip'],
      regions: ['LK'],
      ageConfirmed: true,
    };
    await place.open(3, { eligibility });
    await assert.rejects(redeem(FAN('ana')), {
      code: 'notEligible',
      details: { conditions: ['level', 'achievement', 'segments', 'regions', 'ageConfirmed'] },
    });
    await place.db.doc('fans/ana').set({ level: 3 });
    await place.db.doc('fans/ana/achievements/century').set({ at: 1 });
    const token = { segments: ['vip'], region: 'LK', ageConfirmed: true };
    await assert.rejects(redeem({ ...FAN('ana'), token: { ...token, ageConfirmed: 'yes', region: 5 } }), {
      details: { conditions: ['regions', 'ageConfirmed'] },
    });
    await assert.rejects(redeem({ ...FAN('bo'), token }), { details: { conditions: ['level', 'achievement'] } });
    await redeem({ ...FAN('ana'), token });
  });

  it('takes twenty new keys in a row of a fan, and any number of repeats', async () => {
    await place.open(3);
    for (let n = 0; n < 20; n++) await redeem(FAN('ana'), `key-number-${n}`);
    await assert.rejects(redeem(FAN('ana'), 'one-too-many'), { code: 'tooManyRequests' });
    await redeem(FAN('ana'), 'key-number-7');
    await redeem(FAN('bo'));
    place.now = new Date(place.now.getTime() + 5_000);
    await redeem(FAN('ana'), 'one-too-many');
  });

  it('takes no more than twenty new keys of a fan who calls at once', async () => {
    await place.open(3);
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        redeem(FAN('ana'), `at-once-${n}`).then(
          () => 'taken',
          (error: unknown) => (error instanceof CallError ? error.code : String(error)),
        ),
      ),
    );
    assert.deepEqual(
      [...new Set(outcomes)].filter((code) => !['taken', 'tryAgain', 'tooManyRequests'].includes(code)),
      [],
    );
    let taken = outcomes.filter((outcome) => outcome === 'taken').length;
    assert.ok(taken > 0 && taken <= 20, `${taken} were taken`);
    // Nothing of the pace is lost: what is left of the twenty is taken one by one.
    for (; taken < 20; taken++) await redeem(FAN('ana'), `after-${taken}`);
    await assert.rejects(redeem(FAN('ana'), 'one-too-many'), { code: 'tooManyRequests' });
    assert.equal([...memory.documents.keys()].filter((path) => path.startsWith('redemptions/ana_')).length, 20);
    assert.equal(place.messages.length, 20);
  });

  it('refuses no repeat, and publishes for them no more than for new keys', async () => {
    await place.open(3);
    const first = await redeem(FAN('ana'));
    place.now = new Date(place.now.getTime() + 60_000);
    for (let n = 0; n < 100; n++) assert.deepEqual(await redeem(FAN('ana')), first);
    assert.equal(place.messages.length, 1 + 20);
    place.now = new Date(place.now.getTime() + 5_000);
    await redeem(FAN('ana'));
    assert.equal(place.messages.length, 1 + 21);
  });

  it('takes no key that could be another fan’s, no price that is none, and no other field', () => {
    const good = { campaignId: CAMPAIGN, key: KEY, price: 100 };
    assert.equal(redeemCouponSchema.safeParse(good).success, true);
    for (const wrong of [
      { key: undefined },
      { key: 'short' },
      { key: 'under_score' },
      { key: 'a/path-of-it' },
      { key: 'x'.repeat(65) },
      { campaignId: '../wallets' },
      ...[undefined, null, 0, -1, 1.5, '100', NaN, 1e300].map((price) => ({ price })),
      { code: 'X' },
      { uid: 'bo' },
    ])
      assert.equal(redeemCouponSchema.safeParse({ ...good, ...wrong }).success, false, JSON.stringify(wrong));
  });
});
