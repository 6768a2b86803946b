import assert from 'node:assert/strict';
import { MemoryFirestore } from '../../../kit/testing/memory-firestore.ts';
import { CAMPAIGN, CouponsPlace, FAN, OPS, TERMS } from '../../testing/coupons-place.ts';
import { campaignStateSchema } from '../documents.ts';
import { redeemCoupon } from '../redemptions/redeem-coupon.ts';
import { directCampaign } from './direct-campaign.ts';
import { editCampaign, editCampaignSchema } from './edit-campaign.ts';

describe('editing a campaign', () => {
  let memory: MemoryFirestore;
  let place: CouponsPlace;
  const now = () => place.now;

  beforeEach(async () => {
    memory = new MemoryFirestore();
    place = new CouponsPlace(memory.firestore);
    await place.open(10, { perFan: 5 });
    await place.fund('ana', 10 * TERMS.price);
  });

  const shown = () => memory.documents.get(`campaigns/${CAMPAIGN}`)?.data ?? {};
  const state = () => campaignStateSchema.parse(memory.documents.get(`campaigns/${CAMPAIGN}/state/campaign`)?.data);
  const slotFences = () =>
    [...memory.documents].filter(([path]) => path.includes('/slots/')).map(([, { data }]) => data['fence'] as number);
  const decide = () => place.instance().take(place.messages.splice(0));
  const won = async () => {
    const id = await place.ask('ana');
    await decide();
    return id;
  };
  const ask = (key: string, price: number = TERMS.price) =>
    redeemCoupon(place.db, place.publish, FAN('ana'), { campaignId: CAMPAIGN, key, price }, now);

  it('changes what is named and nothing else, in what fans see and in what decides, with a reason', async () => {
    const [seenBefore, decidedBefore] = [shown(), state()];
    const changes = { title: 'Two free pizzas', closesAt: '2026-08-01T00:00:00.000Z', perFan: 2, price: 150 };
    const receipt = await place.edit(changes);
    assert.deepEqual([receipt.price, receipt.rev], [150, decidedBefore.rev + 1]);
    assert.deepEqual(shown(), { ...seenBefore, ...changes, rev: receipt.rev });
    const { closesAt, perFan, price } = changes;
    assert.deepEqual(state(), { ...decidedBefore, closesAt, perFan, price, fence: 1, rev: receipt.rev });
    const audit = memory.documents.get(`campaigns/${CAMPAIGN}/state/directives`)?.data['audit'] as object[];
    const { directive, subject, reason } = audit.at(-1) as Record<string, unknown>;
    assert.deepEqual([directive, subject, reason], ['editCampaign', 'title, closesAt, perFan, price 150', 'spec']);
  });

  it('holds up redemptions that are under way only where something changes that they are decided by', async () => {
    await place.edit({ title: 'Another title', terms: 'Other terms.', picture: '/brands/tea.svg' });
    assert.deepEqual([state().fence, ...slotFences()], [0, 0]);
    await place.edit({ closesAt: '2026-06-20T00:00:00.000Z' });
    assert.deepEqual([state().fence, ...slotFences()], [1, 1]);
  });

  it('says of a code until when it can be used, as it was decided and not as it was asked for', async () => {
    const before = await won();
    const id = await place.ask('ana');
    const codesExpireAt = '2026-07-02T00:00:00.000Z';
    await place.edit({ codesExpireAt });
    await decide();
    assert.deepEqual(
      [(await place.redemption(id)).status, (await place.redemption(id)).expiresAt],
      ['fulfilled', codesExpireAt],
    );
    assert.equal((await place.redemption(before)).expiresAt, TERMS.codesExpireAt);
  });

  it('writes nothing when all is so already', async () => {
    await place.edit({ title: 'Another title', price: 150 });
    const before = JSON.stringify([...memory.documents]);
    await place.edit({ title: 'Another title', price: 150, eligibility: { ...TERMS.eligibility } });
    assert.equal(JSON.stringify([...memory.documents]), before);
  });

  it('lets fans keep what they have: their price, their terms, and until when the code is good', async () => {
    const id = await won();
    const before = await place.redemption(id);
    assert.deepEqual([before.price, before.terms, before.title], [TERMS.price, TERMS.terms, TERMS.title]);
    await place.edit({ price: 999, terms: 'Other terms.', title: 'Other', codesExpireAt: '2026-07-02T00:00:00.000Z' });
    assert.deepEqual(await place.redemption(id), before);
    const after = await place.redemption(await won());
    assert.equal(after.status, 'insufficient');
    assert.deepEqual(
      [after.price, after.terms, after.title, after.expiresAt],
      [999, 'Other terms.', 'Other', '2026-07-02T00:00:00.000Z'],
    );
  });

  it('refuses a fan who has seen another price, before and after they have asked', async () => {
    await ask('key-number-1', TERMS.price);
    await place.edit({ price: 150 });
    await decide();
    const { status, reason } = await place.redemption('ana_key-number-1');
    assert.deepEqual([status, reason], ['refused', 'priceChanged']);
    await assert.rejects(ask('key-number-2', TERMS.price), { code: 'priceChanged', details: { price: 150 } });
    assert.equal(memory.documents.has('redemptions/ana_key-number-2'), false);
    await ask('key-number-2', 150);
    await decide();
    assert.equal((await place.redemption('ana_key-number-2')).status, 'fulfilled');
    assert.equal(await place.balance('ana'), 10 * TERMS.price - 150);
  });

  it('keeps the price that a key stands for', async () => {
    await ask('key-number-1', TERMS.price);
    await ask('key-number-1', TERMS.price);
    await assert.rejects(ask('key-number-1', 1), { code: 'idempotencyConflict' });
  });

  it('closes at once for those who have asked too late by the new window', async () => {
    await ask('key-number-1');
    await place.edit({ opensAt: '2026-06-11T00:00:00.000Z' });
    await decide();
    assert.equal((await place.redemption('ana_key-number-1')).reason, 'notOpenYet');
  });

  it('refuses times that make no sense, also together with those that stay, and an end is for good', async () => {
    await assert.rejects(place.edit({ closesAt: '2026-05-01T00:00:00.000Z' }), {
      code: 'badTerms',
      details: { problems: ['closesAt'] },
    });
    await assert.rejects(place.edit({ codesExpireAt: '2026-06-20T00:00:00.000Z' }), { code: 'badTerms' });
    // It has closed: its title may be mended all the same.
    place.now = new Date('2026-07-10T00:00:00Z');
    await place.edit({ title: 'It was a free pizza' });
    const input = { campaignId: CAMPAIGN, reason: 'spec' };
    await directCampaign(place.db, OPS, input, { kind: 'endCampaign' }, now);
    await assert.rejects(place.edit({ title: 'Again' }), { code: 'campaignEnded' });
  });

  it('is for operators alone, and for a campaign that is there', async () => {
    const before = JSON.stringify([...memory.documents]);
    const edit = (caller = OPS, campaignId = CAMPAIGN) =>
      editCampaign(place.db, caller, { campaignId, changes: { price: 1 }, reason: 'spec' }, now);
    await assert.rejects(edit(FAN('ana')), { code: 'opsRequired' });
    await assert.rejects(edit(OPS, 'nowhere'), { code: 'campaignNotFound' });
    assert.equal(JSON.stringify([...memory.documents]), before);
  });

  it('takes no change that is none, and no field that is not of the terms', () => {
    const good = { campaignId: CAMPAIGN, reason: 'spec', changes: { price: 5 } };
    assert.equal(editCampaignSchema.safeParse(good).success, true);
    for (const changes of [
      {},
      { price: 0 },
      { price: 1.5 },
      { title: '' },
      { picture: 'javascript:alert(1)' },
      { closesAt: 'tomorrow' },
      { closesAt: null },
      { perFan: 0 },
      { status: 'live' },
      { brand: 'Another' },
      { stock: { total: 1, left: 1 } },
      { isPublic: true },
    ])
      assert.equal(editCampaignSchema.safeParse({ ...good, changes }).success, false, JSON.stringify(changes));
    assert.equal(editCampaignSchema.safeParse({ ...good, reason: '' }).success, false);
  });
});
