import assert from 'node:assert/strict';
import { readCode } from '../../../../game/testing/coupon-code.ts';
import type { RedemptionRequest } from '@fanfold/kit/messages';
import { CouponsInMemory } from '../../testing/coupons-in-memory.ts';
import { CAMPAIGN, KEYRING, OPS, TERMS } from '../../testing/coupons-place.ts';
import { directCampaign } from '../campaigns/direct-campaign.ts';
import { readCodes } from '../codes/blocks.ts';
import { redemptionId } from '../documents.ts';

const PRICE = TERMS.price;

describe('redemptions', () => {
  let place: CouponsInMemory;

  beforeEach(() => (place = new CouponsInMemory()));

  const now = () => place.now;
  const allCodes = async () =>
    (
      await Promise.all(
        Object.entries(place.state.batches).map((batch) => readCodes(place.db, KEYRING, CAMPAIGN, batch)),
      )
    ).flat();

  it('take the price and give a code, in one commit', async () => {
    await place.open(3);
    await place.fund('ana', 250);
    const id = await place.ask('ana');
    place.watch();
    await place.instance().take(place.messages);
    const { status, code, claim, endedAt } = await place.redemption(id);
    assert.equal(status, 'fulfilled');
    assert.equal(endedAt, place.now.toISOString());
    assert.equal(readCode(code ?? ''), code);
    assert.equal(code, (await allCodes())[claim?.unit ?? -1]);
    assert.equal(await place.balance('ana'), 250 - PRICE);
    assert.equal(place.commits.length, 1);
    assert.ok(place.commits[0]?.includes(`redemptions/${id}`) && place.commits[0].includes('wallets/ana'));
  });

  it('take no coins for a code that has expired while the redemption waited', async () => {
    await place.open(3, { codesExpireAt: TERMS.closesAt });
    await place.fund('ana', PRICE);
    place.now = new Date(Date.parse(TERMS.closesAt) - 10_000);
    const id = await place.ask('ana');
    place.now = new Date(TERMS.closesAt);
    await place.instance().take(place.messages);
    const { status, reason } = await place.redemption(id);
    assert.deepEqual([status, reason, await place.balance('ana')], ['refused', 'closed', PRICE]);
  });

  it('give nothing to a fan with too few coins, and take nothing', async () => {
    await place.open(3);
    await place.fund('ana', PRICE - 1);
    const id = await place.redeem('ana');
    assert.equal((await place.redemption(id)).status, 'insufficient');
    assert.equal(await place.balance('ana'), PRICE - 1);
    // For ever: what was answered stays, whatever comes in later.
    await place.fund('ana', PRICE);
    await place.instance().take([{ v: 1, id, uid: 'ana', body: { campaignId: CAMPAIGN } }]);
    assert.equal((await place.redemption(id)).status, 'insufficient');
  });

  it('keep the limit per fan', async () => {
    await place.open(10, { perFan: 2 });
    await place.fund('ana', 1_000);
    for (let n = 0; n < 4; n++) await place.redeem('ana');
    assert.equal(place.ended('fulfilled').length, 2);
    assert.deepEqual(
      place.ended('refused').map(({ reason }) => reason as string),
      ['limitReached', 'limitReached'],
    );
    assert.equal(await place.balance('ana'), 1_000 - 2 * PRICE);
  });

  it('stop at once where ops pause, price or end a campaign', async () => {
    await place.open(10);
    const direct = (kind: 'startCampaign' | 'pauseCampaign' | 'endCampaign') =>
      directCampaign(place.db, OPS, { campaignId: CAMPAIGN, reason: 'spec' }, { kind }, now);
    for (const [uid, change] of [
      ['paused', () => direct('pauseCampaign')],
      ['priceChanged', () => place.edit({ price: 5 })],
      ['ended', () => direct('endCampaign')],
    ] as const) {
      await place.fund(uid, PRICE);
      const id = await place.ask(uid);
      await change();
      await place.instance().take(place.messages.splice(0));
      assert.equal((await place.redemption(id)).reason, uid);
      assert.equal(await place.balance(uid), PRICE);
      if (uid === 'paused') await direct('startCampaign');
    }
  });

  it('claim nothing by a state that an operator has replaced, whenever that comes', async () => {
    for (const step of [1, 2, 3]) {
      place.memory.documents.clear();
      await place.open(5);
      await place.fund('ana', PRICE);
      const id = await place.ask('ana');
      const instance = place.instance();
      let steps = 0;
      const pause = () =>
        directCampaign(place.db, OPS, { campaignId: CAMPAIGN, reason: 'spec' }, { kind: 'pauseCampaign' }, now);
      place.memory.before = async (_, paths) => {
        // After the state was read; after the slot was read; right before the commit.
        const isStep = paths.some((path) => path.includes('/slots/') || path.includes('/codes/'));
        if (!isStep || ++steps !== step) return;
        place.memory.before = () => undefined;
        await pause();
      };
      await instance.take(place.messages.splice(0));
      const { status, reason } = await place.redemption(id);
      assert.deepEqual([status, reason, step], ['refused', 'paused', step]);
      assert.equal(await place.balance('ana'), PRICE);
    }
  });

  it('have one effect and equal answers, when a key is sent 50 times at once', async () => {
    await place.open(10, { perFan: 10 });
    await place.fund('ana', 1_000);
    const ids = await Promise.all(Array.from({ length: 50 }, () => place.ask('ana', 'one-and-only')));
    assert.deepEqual(new Set(ids), new Set([redemptionId('ana', 'one-and-only')]));
    const [one, other] = [place.instance(), place.instance()];
    await Promise.all(place.messages.map((message, n) => (n % 2 === 0 ? one : other).take([message])));
    assert.ok(place.messages.length >= 1);
    assert.equal(place.ended('fulfilled').length, 1);
    assert.equal(await place.balance('ana'), 1_000 - PRICE);
  });

  it('refuse what names no redemption of this fan and campaign', async () => {
    await place.open(3);
    await place.fund('ana', PRICE);
    const id = await place.ask('ana');
    const forged: RedemptionRequest[] = [
      { v: 1, id: 'nobody_1', uid: 'nobody', body: { campaignId: CAMPAIGN } },
      { v: 1, id, uid: 'bo', body: { campaignId: CAMPAIGN } },
      { v: 1, id, uid: 'ana', body: { campaignId: 'other' } },
    ];
    const refused = await place.instance().take(forged);
    assert.deepEqual(
      refused.map(({ item }) => item),
      forged,
    );
    assert.equal((await place.redemption(id)).status, 'pending');
  });

  it('end in one way, wherever an instance dies', async () => {
    await place.open(10, { perFan: 10 });
    await place.fund('ana', 1_000);
    for (const point of ['before', 'after'] as const) {
      const id = await place.ask('ana');
      const dying = place.instance(dyingAt(point));
      await assert.rejects(dying.take(place.messages), /killed/);
      assert.equal((await place.redemption(id)).status, point === 'before' ? 'pending' : 'fulfilled');
      await place.instance().take(place.messages);
      await place.instance().take(place.messages);
      assert.equal((await place.redemption(id)).status, 'fulfilled');
      place.messages.length = 0;
    }
    assert.equal(await place.balance('ana'), 1_000 - 2 * PRICE);
    assert.equal(new Set(place.ended('fulfilled').map(({ code }) => code as string)).size, 2);
  });

  /** An instance's Firestore in which it dies around its commit. */

  function dyingAt(point: 'before' | 'after') {
    const batch = () => {
      const real = place.memory.batch();
      const commit = async () => {
        if (point === 'after') await real.commit();
        throw new Error('killed');
      };
      return { ...real, commit };
    };
    return Object.assign(Object.create(place.memory) as typeof place.db, {
      batch,
      getAll: place.memory.getAll.bind(place.memory),
      doc: place.memory.doc,
    });
  }

  it('take no price when the code cannot be opened', async () => {
    await place.open(3);
    await place.fund('ana', PRICE);
    const id = await place.ask('ana');
    const [batch] = Object.keys(place.state.batches);
    const block = place.memory.documents.get(`campaigns/${CAMPAIGN}/codes/${batch}-0`);
    place.memory.documents.delete(`campaigns/${CAMPAIGN}/codes/${batch}-0`);
    await assert.rejects(place.instance().take(place.messages), /is missing/);
    assert.equal((await place.redemption(id)).status, 'pending');
    assert.equal(await place.balance('ana'), PRICE);
    if (block) place.memory.documents.set(`campaigns/${CAMPAIGN}/codes/${batch}-0`, block);
    await place.instance().take(place.messages);
    assert.equal((await place.redemption(id)).status, 'fulfilled');
  });
});
