import assert from 'node:assert/strict';
import { groupBy } from '@fanfold/kit/ops';
import { CouponsInMemory } from '../../testing/coupons-in-memory.ts';
import { CAMPAIGN, KEYRING, OPS, TERMS } from '../../testing/coupons-place.ts';
import { directCampaign } from '../campaigns/direct-campaign.ts';
import { readCodes } from '../codes/blocks.ts';
import { countStock } from '../stock/stock-counter.ts';
import { refundRedemption } from './refund-redemption.ts';

const PRICE = TERMS.price;

describe('redemptions of a stock that runs dry', () => {
  let place: CouponsInMemory;

  beforeEach(() => (place = new CouponsInMemory()));

  const now = () => place.now;
  const allCodes = async () =>
    (
      await Promise.all(
        Object.entries(place.state.batches).map((batch) => readCodes(place.db, KEYRING, CAMPAIGN, batch)),
      )
    ).flat();
  const refund = (id: string) => refundRedemption(place.db, OPS, { redemptionId: id, reason: 'It did not work.' }, now);

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
      assert.equal(place.ended('pending').length, 0);
      await countStock(place.db, CAMPAIGN);
      assert.deepEqual(place.fields(`campaigns/${CAMPAIGN}`)?.['stock'], { total: 100, left: 0 });
      assert.equal(place.state.isSoldOut, true);
    });
  }

  /** Winners, codes, limits and coins agree. */

  async function assertSoldExactly(winners: number, perFan: number, codes: readonly string[]) {
    const won = place.ended('fulfilled');
    assert.equal(won.length, winners);
    assert.equal(new Set(won.map(({ code }) => code as string)).size, winners);
    assert.ok(won.every(({ code }) => codes.includes(code as string)));
    const ofFan = groupBy(won, ({ uid }) => uid as string);
    for (const [uid, theirs] of ofFan) {
      assert.ok(theirs.length <= perFan);
      assert.equal(await place.balance(uid), 10 * PRICE - theirs.length * PRICE);
      assert.equal(place.fields(`campaigns/${CAMPAIGN}/claims/${uid}`)?.['redeemed'], theirs.length);
    }
  }

  it('read one slot each while there is stock, and no slot once it is known to be sold out', async () => {
    await place.open(100);
    const requests = await place.askMany(Array.from({ length: 103 }, (_, n) => ({ uid: `fan-${n}`, key: `key-${n}` })));
    for (const { uid } of requests) await place.fund(uid, PRICE);
    const instance = place.instance();
    let slots = 0;
    place.memory.before = (kind, paths) => {
      if (kind === 'read') slots += paths.filter((path) => path.includes('/slots/')).length;
    };
    for (const request of requests.slice(0, 90)) await instance.take([request]);
    // Nine slots that turned out to be dry are learnt once each, at most.
    assert.ok(slots <= 90 + 9 * 4, `${slots} slots were read`);
    for (const request of requests.slice(90, 102)) await instance.take([request]);
    assert.deepEqual([place.ended('fulfilled').length, place.ended('soldOut').length], [100, 2]);
    await countStock(place.db, CAMPAIGN);
    slots = 0;
    await place.instance().take(requests.slice(102));
    assert.equal(place.ended('soldOut').length, 3);
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
    place.memory.before = (kind, paths) => {
      const slot = paths.find((path) => path.includes('/slots/'));
      if (kind !== 'commit' || slot === undefined) return;
      if (tried.push(slot) < 4) place.touch(slot);
    };
    await instance.take(place.messages);
    assert.equal(new Set(tried).size, 4);
    for (const id of [first, second]) assert.equal((await place.redemption(id)).status, 'fulfilled');
  });

  it('are not sold out by a state to which codes were added meanwhile', async () => {
    await place.open(1);
    for (const uid of ['ana', 'bo']) await place.fund(uid, PRICE);
    await place.redeem('ana');
    const id = await place.ask('bo');
    place.memory.before = async (_, paths) => {
      if (!paths.some((path) => path.includes('/slots/'))) return;
      place.memory.before = () => undefined;
      await place.add(1);
    };
    await place.instance().take(place.messages);
    assert.equal((await place.redemption(id)).status, 'fulfilled');
  });

  it('go on with what was put back, and with a new batch, after they were sold out', async () => {
    await place.open(1);
    for (const uid of ['ana', 'bo', 'cy', 'di']) await place.fund(uid, PRICE);
    const first = await place.redeem('ana');
    const { code } = await place.redemption(first);
    await countStock(place.db, CAMPAIGN);
    assert.equal((await place.redemption(await place.redeem('bo'))).status, 'soldOut');
    await refund(first);
    // The slot has changed: its trigger counts.
    await countStock(place.db, CAMPAIGN);
    assert.equal((await place.redemption(await place.redeem('cy'))).code, code);
    await countStock(place.db, CAMPAIGN);
    assert.equal(place.state.isSoldOut, true);
    await place.add(1);
    assert.equal((await place.redemption(await place.redeem('di'))).status, 'fulfilled');
  });

  it('give no code of a batch that is void', async () => {
    await place.open(5);
    await place.fund('ana', PRICE);
    const [batchId = ''] = Object.keys(place.state.batches);
    await directCampaign(
      place.db,
      OPS,
      { campaignId: CAMPAIGN, reason: 'The partner took them back.' },
      { kind: 'voidCodes', batchId },
      now,
    );
    assert.equal((await place.redemption(await place.redeem('ana'))).status, 'soldOut');
    await countStock(place.db, CAMPAIGN);
    assert.deepEqual(place.fields(`campaigns/${CAMPAIGN}`)?.['stock'], { total: 0, left: 0 });
  });
});
