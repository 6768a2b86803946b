import assert from 'node:assert/strict';
import type { RefundPolicy } from '@fanfold/game/coupons';
import { MemoryFirestore } from '../../../kit/testing/memory-firestore.ts';
import { CAMPAIGN, CouponsPlace, FAN, OPS } from '../../testing/coupons-place.ts';
import { directCampaign } from '../campaigns/direct-campaign.ts';
import { campaignStateSchema } from '../documents.ts';
import { countStock } from '../stock/stock-counter.ts';
import { markUsed, reportCoupon } from './own-redemption.ts';
import { refundRedemption } from './refund-redemption.ts';

const PRICE = 100;

describe('a refund', () => {
  let memory: MemoryFirestore;
  let place: CouponsPlace;
  const now = () => place.now;

  beforeEach(() => {
    memory = new MemoryFirestore();
    place = new CouponsPlace(memory.firestore);
  });

  async function won(uid: string, onRefund: RefundPolicy = 'putBack', units = 1): Promise<string> {
    await place.open(units, { onRefund });
    await place.fund(uid, PRICE);
    const id = await place.ask(uid);
    await place.instance().take(place.messages.splice(0));
    return id;
  }
  const refund = (id: string) => refundRedemption(place.db, OPS, { redemptionId: id, reason: 'It did not work.' }, now);
  const stock = async () => {
    await countStock(place.db, CAMPAIGN);
    return memory.documents.get(`campaigns/${CAMPAIGN}`)?.data['stock'] as { total: number; left: number };
  };

  it('brings back the coins once, takes the code away, and puts it back for another fan', async () => {
    const id = await won('ana');
    assert.equal((await stock()).left, 0);
    assert.deepEqual(await refund(id), { redemptionId: id, price: PRICE });
    assert.deepEqual(await refund(id), { redemptionId: id, price: PRICE });
    const { status, code } = await place.redemption(id);
    assert.deepEqual([status, code], ['refunded', null]);
    assert.equal(await place.balance('ana'), PRICE);
    assert.equal((await stock()).left, 1);
    assert.equal(memory.documents.get(`campaigns/${CAMPAIGN}/claims/ana`)?.data['redeemed'], 0);
  });

  it('keeps who has done it and why, in a document that no other refund waits for', async () => {
    const id = await won('ana');
    const commits: (readonly string[])[] = [];
    memory.before = (kind, paths) => void (kind === 'commit' && commits.push(paths));
    await refund(id);
    const { uid, directive, reason } = memory.documents.get(`campaigns/${CAMPAIGN}/refunds/${id}`)?.data ?? {};
    assert.deepEqual([uid, directive, reason], ['ops', 'refundRedemption', 'It did not work.']);
    assert.deepEqual(
      commits.flat().filter((path) => path.includes('/state/')),
      [],
    );
  });

  it('lets the fan redeem again: a refund counts for no limit', async () => {
    await refund(await won('ana'));
    const again = await place.ask('ana');
    await place.instance().take(place.messages);
    assert.equal((await place.redemption(again)).status, 'fulfilled');
  });

  it('gives the code to nobody where the campaign says so, or its batch is void', async () => {
    const id = await won('ana', 'void');
    await refund(id);
    assert.equal((await stock()).left, 0);

    memory.documents.clear();
    const other = await won('bo');
    const state = campaignStateSchema.parse(memory.documents.get(`campaigns/${CAMPAIGN}/state/campaign`)?.data);
    const [batchId = ''] = Object.keys(state.batches);
    await directCampaign(place.db, OPS, { campaignId: CAMPAIGN, reason: 'x' }, { kind: 'voidCodes', batchId }, now);
    await refund(other);
    assert.equal(await place.balance('bo'), PRICE);
    assert.deepEqual(await stock(), { total: 0, left: 0 });
  });

  it('gives no code to another fan that its fan has used or reported', async () => {
    for (const say of [
      (redemptionId: string) => markUsed(place.db, FAN('ana'), { redemptionId, isUsed: true }),
      (redemptionId: string) => reportCoupon(place.db, FAN('ana'), { redemptionId, problem: 'Unknown code.' }, now),
    ]) {
      memory.documents.clear();
      const id = await won('ana');
      await say(id);
      await refund(id);
      assert.deepEqual([await place.balance('ana'), (await stock()).left], [PRICE, 0]);
    }
  });

  it('answers as before wherever another refund comes between its steps', async () => {
    for (let at = 0, hasCome = true; hasCome; at++) {
      memory.documents.clear();
      const id = await won('ana');
      hasCome = false;
      let step = 0;
      memory.before = async () => {
        if (hasCome || step++ !== at) return;
        hasCome = true;
        await refund(id);
      };
      assert.deepEqual(await refund(id), { redemptionId: id, price: PRICE }, `at step ${at}`);
      memory.before = () => undefined;
      assert.deepEqual([await place.balance('ana'), (await stock()).left], [PRICE, 1], `at step ${at}`);
    }
  });

  it('counts once when many come at once', async () => {
    const id = await won('ana');
    await Promise.all(Array.from({ length: 20 }, () => refund(id)));
    assert.equal(await place.balance('ana'), PRICE);
    assert.equal((await stock()).left, 1);
  });

  it('says no for what has no code, is not there, or comes from a fan', async () => {
    const id = await won('ana');
    await place.fund('bo', PRICE);
    const late = await place.ask('bo');
    await assert.rejects(refund(late), { code: 'notFulfilled' });
    await place.instance().take(place.messages);
    assert.equal((await place.redemption(late)).status, 'soldOut');
    await assert.rejects(refund(late), { code: 'notFulfilled' });
    await assert.rejects(refund('ana_nothing'), { code: 'redemptionNotFound' });
    await assert.rejects(refundRedemption(place.db, FAN('ana'), { redemptionId: id, reason: 'x' }, now), {
      code: 'opsRequired',
    });
    assert.equal(await place.balance('ana'), 0);
  });

  it('may race redemptions: no code is with two fans, none is lost, and every coin is where its code says', async () => {
    await place.open(30);
    const fans = Array.from({ length: 90 }, (_, n) => `fan-${n}`);
    for (const uid of fans) await place.fund(uid, PRICE);
    const requests = await place.askMany(fans.map((uid) => ({ uid, key: 'the-only-key' })));
    const [one, other] = [place.instance(), place.instance()];
    const redeemAndRefund = async (at: number) => {
      const request = requests[at];
      if (!request) return;
      await (at % 2 === 0 ? one : other).take([request]);
      if (at % 3 === 0 && (await place.redemption(request.id)).status === 'fulfilled') await refund(request.id);
    };
    await Promise.all(requests.map((_, at) => redeemAndRefund(at)));
    const all = await Promise.all(requests.map(({ id }) => place.redemption(id)));
    const held = all.filter(({ status }) => status === 'fulfilled');
    assert.equal(new Set(held.map(({ code }) => code)).size, held.length);
    assert.equal((await stock()).left, 30 - held.length);
    for (const { uid, status } of all) assert.equal(await place.balance(uid), status === 'fulfilled' ? 0 : PRICE);
    // What came back goes to those who come now.
    const late = await place.askMany(Array.from({ length: 30 }, (_, n) => ({ uid: `late-${n}`, key: 'the-only-key' })));
    for (const { uid } of late) await place.fund(uid, PRICE);
    await Promise.all(late.map((request, at) => (at % 2 === 0 ? one : other).take([request])));
    const lucky = (await Promise.all(late.map(({ id }) => place.redemption(id)))).filter(
      ({ status }) => status === 'fulfilled',
    );
    assert.equal(held.length + lucky.length, 30);
    assert.equal(new Set([...held, ...lucky].map(({ code }) => code)).size, 30);
  });
});
