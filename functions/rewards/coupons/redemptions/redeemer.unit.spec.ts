import assert from 'node:assert/strict';
import { readCode } from '../../../../game/testing/coupon-code.ts';
import type { RedemptionRequest } from '@fanfold/kit/messages';
import { groupBy } from '@fanfold/kit/ops';
import { Timestamp } from 'firebase-admin/firestore';
import { MemoryFirestore } from '../../../kit/testing/memory-firestore.ts';
import { CAMPAIGN, CouponsPlace, KEYRING, OPS, TERMS } from '../../testing/coupons-place.ts';
import { directCampaign } from '../campaigns/direct-campaign.ts';
import { readCodes } from '../codes/blocks.ts';
import { campaignStateSchema, redemptionId } from '../documents.ts';
import { countStock } from '../stock/stock-counter.ts';
import { refundRedemption } from './refund-redemption.ts';

const PRICE = 100;

describe('redemptions', () => {
  let memory: MemoryFirestore;
  let place: CouponsPlace;
  const now = () => place.now;

  beforeEach(() => {
    memory = new MemoryFirestore();
    place = new CouponsPlace(memory.firestore);
  });

  const stateOf = () => campaignStateSchema.parse(memory.documents.get(`campaigns/${CAMPAIGN}/state/campaign`)?.data);
  const allCodes = async () =>
    (
      await Promise.all(Object.entries(stateOf().batches).map((batch) => readCodes(place.db, KEYRING, CAMPAIGN, batch)))
    ).flat();
  const redemptions = () =>
    [...memory.documents].filter(([path]) => path.startsWith('redemptions/')).map(([, { data }]) => data);
  const ended = (status: string) => redemptions().filter((redemption) => redemption['status'] === status);
  const redeem = async (uid: string) => {
    const id = await place.ask(uid);
    await place.instance().take(place.messages.splice(0));
    return id;
  };
  const refund = (id: string) => refundRedemption(place.db, OPS, { redemptionId: id, reason: 'It did not work.' }, now);

  it('take the price and give a code, in one commit', async () => {
    await place.open(3);
    await place.fund('ana', 250);
    const id = await place.ask('ana');
    const commits: string[][] = [];
    memory.before = (kind, paths) => void (kind === 'commit' && commits.push([...paths]));
    await place.instance().take(place.messages);
    const { status, code, claim, endedAt } = await place.redemption(id);
    assert.equal(status, 'fulfilled');
    assert.equal(endedAt, place.now.toISOString());
    assert.equal(readCode(code ?? ''), code);
    assert.equal(code, (await allCodes())[claim?.unit ?? -1]);
    assert.equal(await place.balance('ana'), 250 - PRICE);
    assert.equal(commits.length, 1);
    assert.ok(commits[0]?.includes(`redemptions/${id}`) && commits[0].includes('wallets/ana'));
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
    const id = await redeem('ana');
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
    for (let n = 0; n < 4; n++) await redeem('ana');
    assert.equal(ended('fulfilled').length, 2);
    assert.deepEqual(
      ended('refused').map(({ reason }) => reason as string),
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

  for (const perFan of [1, 2]) {
    it(`of 300 at once of 200 fans on 100 codes, through two instances, 100 win: limit ${perFan}`, async () => {
      await place.open(100, { perFan });
      const codes = await allCodes();
      const fans = Array.from({ length: 200 }, (_, n) => `fan-${n}`);
      await Promise.all(fans.map((uid) => place.fund(uid, 10 * PRICE)));
      const asked = Array.from({ length: 300 }, (_, n) => ({ uid: `fan-${n % 200}`, key: `key-${n}` }));
      const requests = await place.askMany(asked);
      const [one, other] = [place.instance(), place.instance()];
      await Promise.all(requests.map((request, n) => (n % 2 === 0 ? one : other).take([request])));
      await assertSoldExactly(100, perFan, codes);
      assert.equal(ended('pending').length, 0);
      await countStock(place.db, CAMPAIGN);
      assert.deepEqual(memory.documents.get(`campaigns/${CAMPAIGN}`)?.data['stock'], { total: 100, left: 0 });
      assert.equal(stateOf().isSoldOut, true);
    });
  }

  /** Winners, codes, limits and coins agree. */
  async function assertSoldExactly(winners: number, perFan: number, codes: readonly string[]) {
    const won = ended('fulfilled');
    assert.equal(won.length, winners);
    assert.equal(new Set(won.map(({ code }) => code as string)).size, winners);
    assert.ok(won.every(({ code }) => codes.includes(code as string)));
    const ofFan = groupBy(won, ({ uid }) => uid as string);
    for (const [uid, theirs] of ofFan) {
      assert.ok(theirs.length <= perFan);
      assert.equal(await place.balance(uid), 10 * PRICE - theirs.length * PRICE);
      assert.equal(memory.documents.get(`campaigns/${CAMPAIGN}/claims/${uid}`)?.data['redeemed'], theirs.length);
    }
  }

  it('read one slot each while there is stock, and no slot once it is known to be sold out', async () => {
    await place.open(100);
    const requests = await place.askMany(Array.from({ length: 103 }, (_, n) => ({ uid: `fan-${n}`, key: `key-${n}` })));
    for (const { uid } of requests) await place.fund(uid, PRICE);
    const instance = place.instance();
    let slots = 0;
    memory.before = (kind, paths) => {
      if (kind === 'read') slots += paths.filter((path) => path.includes('/slots/')).length;
    };
    for (const request of requests.slice(0, 90)) await instance.take([request]);
    // Nine slots that turned out to be dry are learnt once each, at most.
    assert.ok(slots <= 90 + 9 * 4, `${slots} slots were read`);
    for (const request of requests.slice(90, 102)) await instance.take([request]);
    assert.deepEqual([ended('fulfilled').length, ended('soldOut').length], [100, 2]);
    await countStock(place.db, CAMPAIGN);
    slots = 0;
    await place.instance().take(requests.slice(102));
    assert.equal(ended('soldOut').length, 3);
    assert.equal(slots, 0);
  });

  it('try another slot when others were faster at one', async () => {
    await place.open(40);
    for (const uid of ['ana', 'bo']) await place.fund(uid, PRICE);
    const instance = place.instance();
    const first = await place.ask('ana');
    await instance.take(place.messages.splice(0));
    const second = await place.ask('bo');
    const tried: string[] = [];
    memory.before = (kind, paths) => {
      const slot = paths.find((path) => path.includes('/slots/'));
      if (kind !== 'commit' || slot === undefined) return;
      tried.push(slot);
      const stored = memory.documents.get(slot);
      if (stored && tried.length < 4)
        memory.documents.set(slot, { ...stored, updateTime: new Timestamp(tried.length, 1) });
    };
    await instance.take(place.messages);
    assert.equal(new Set(tried).size, 4);
    for (const id of [first, second]) assert.equal((await place.redemption(id)).status, 'fulfilled');
  });

  it('claim nothing by a state that an operator has replaced, whenever that comes', async () => {
    for (const step of [1, 2, 3]) {
      memory.documents.clear();
      await place.open(5);
      await place.fund('ana', PRICE);
      const id = await place.ask('ana');
      const instance = place.instance();
      let steps = 0;
      const pause = () =>
        directCampaign(place.db, OPS, { campaignId: CAMPAIGN, reason: 'spec' }, { kind: 'pauseCampaign' }, now);
      memory.before = async (_, paths) => {
        // After the state was read; after the slot was read; right before the commit.
        const isStep = paths.some((path) => path.includes('/slots/') || path.includes('/codes/'));
        if (!isStep || ++steps !== step) return;
        memory.before = () => undefined;
        await pause();
      };
      await instance.take(place.messages.splice(0));
      const { status, reason } = await place.redemption(id);
      assert.deepEqual([status, reason, step], ['refused', 'paused', step]);
      assert.equal(await place.balance('ana'), PRICE);
    }
  });

  it('are not sold out by a state to which codes were added meanwhile', async () => {
    await place.open(1);
    for (const uid of ['ana', 'bo']) await place.fund(uid, PRICE);
    await redeem('ana');
    const id = await place.ask('bo');
    memory.before = async (_, paths) => {
      if (!paths.some((path) => path.includes('/slots/'))) return;
      memory.before = () => undefined;
      await place.add(1);
    };
    await place.instance().take(place.messages);
    assert.equal((await place.redemption(id)).status, 'fulfilled');
  });

  it('have one effect and equal answers, when a key is sent 50 times at once', async () => {
    await place.open(10, { perFan: 10 });
    await place.fund('ana', 1_000);
    const ids = await Promise.all(Array.from({ length: 50 }, () => place.ask('ana', 'one-and-only')));
    assert.deepEqual(new Set(ids), new Set([redemptionId('ana', 'one-and-only')]));
    const [one, other] = [place.instance(), place.instance()];
    await Promise.all(place.messages.map((message, n) => (n % 2 === 0 ? one : other).take([message])));
    assert.ok(place.messages.length >= 1);
    assert.equal(ended('fulfilled').length, 1);
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
    assert.equal(new Set(ended('fulfilled').map(({ code }) => code as string)).size, 2);
  });

  /** An instance's Firestore in which it dies around its commit. */
  function dyingAt(point: 'before' | 'after') {
    const batch = () => {
      const real = memory.batch();
      const commit = async () => {
        if (point === 'after') await real.commit();
        throw new Error('killed');
      };
      return { ...real, commit };
    };
    return Object.assign(Object.create(memory) as typeof place.db, {
      batch,
      getAll: memory.getAll.bind(memory),
      doc: memory.doc,
    });
  }

  it('take no price when the code cannot be opened', async () => {
    await place.open(3);
    await place.fund('ana', PRICE);
    const id = await place.ask('ana');
    const [batch] = Object.keys(stateOf().batches);
    const block = memory.documents.get(`campaigns/${CAMPAIGN}/codes/${batch}-0`);
    memory.documents.delete(`campaigns/${CAMPAIGN}/codes/${batch}-0`);
    await assert.rejects(place.instance().take(place.messages), /is missing/);
    assert.equal((await place.redemption(id)).status, 'pending');
    assert.equal(await place.balance('ana'), PRICE);
    if (block) memory.documents.set(`campaigns/${CAMPAIGN}/codes/${batch}-0`, block);
    await place.instance().take(place.messages);
    assert.equal((await place.redemption(id)).status, 'fulfilled');
  });

  it('go on with what was put back, and with a new batch, after they were sold out', async () => {
    await place.open(1);
    for (const uid of ['ana', 'bo', 'cy', 'di']) await place.fund(uid, PRICE);
    const first = await redeem('ana');
    const { code } = await place.redemption(first);
    await countStock(place.db, CAMPAIGN);
    assert.equal((await place.redemption(await redeem('bo'))).status, 'soldOut');
    await refund(first);
    // The slot has changed: its trigger counts.
    await countStock(place.db, CAMPAIGN);
    assert.equal((await place.redemption(await redeem('cy'))).code, code);
    await countStock(place.db, CAMPAIGN);
    assert.equal(stateOf().isSoldOut, true);
    await place.add(1);
    assert.equal((await place.redemption(await redeem('di'))).status, 'fulfilled');
  });

  it('give no code of a batch that is void', async () => {
    await place.open(5);
    await place.fund('ana', PRICE);
    const [batchId = ''] = Object.keys(stateOf().batches);
    await directCampaign(
      place.db,
      OPS,
      { campaignId: CAMPAIGN, reason: 'The partner took them back.' },
      { kind: 'voidCodes', batchId },
      now,
    );
    assert.equal((await place.redemption(await redeem('ana'))).status, 'soldOut');
    await countStock(place.db, CAMPAIGN);
    assert.deepEqual(memory.documents.get(`campaigns/${CAMPAIGN}`)?.data['stock'], { total: 0, left: 0 });
  });
});
