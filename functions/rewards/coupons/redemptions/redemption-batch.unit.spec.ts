import assert from 'node:assert/strict';
import type { RedemptionRequest } from '@fanfold/kit/messages';
import fc from 'fast-check';
import { CouponsInMemory, fans } from '../../testing/coupons-in-memory.ts';
import { CAMPAIGN, TERMS } from '../../testing/coupons-place.ts';

const PRICE = TERMS.price;

describe('redemptions that come together', () => {
  let place: CouponsInMemory;

  beforeEach(() => (place = new CouponsInMemory()));

  it('read and write a slot once for all of them, in one commit', async () => {
    await place.open(640);
    const redeemer = place.instance();
    await place.takeAll(await place.askAll(['ana']), redeemer);
    const requests = await place.askAll(fans(10));
    place.watch();
    await place.takeAll(requests, redeemer);
    assert.deepEqual(new Set(await place.statuses(requests)), new Set(['fulfilled']));
    // Of each fan: redemption, claims, wallet and posting, and the tombstone that is not there. Of all: the state and a slot, then its block of codes.
    assert.deepEqual(
      place.reads.slice(0, 2).map(({ length }) => length),
      [10 * 5 + 2, 1],
    );
    assert.deepEqual(
      place.commits.map(({ length }) => length),
      [10 * 4 + 1],
    );
  });

  it('read the slots of all campaigns that are new to an instance by one call', async () => {
    const campaigns = Array.from({ length: 10 }, (_, n) => `campaign-${n}`);
    for (const campaignId of campaigns) await place.open(64, {}, campaignId);
    const requests: RedemptionRequest[] = [];
    for (const [n, campaignId] of campaigns.entries()) {
      await place.fund(`fan-${n}`, PRICE);
      await place.ask(`fan-${n}`, undefined, campaignId);
      requests.push(...place.messages.splice(0));
    }
    place.watch();
    await place.takeAll(requests);
    assert.deepEqual(new Set(await place.statuses(requests)), new Set(['fulfilled']));
    // What is the fans' and the campaigns' states; then slots; then codes.
    assert.deepEqual(
      place.reads.slice(0, 3).map(({ length }) => length),
      [10 * 5 + 10, 10, 10],
    );
    assert.equal(place.commits.length, 1);
  });

  it('are bounded in one commit', async () => {
    await place.open(640);
    const requests = await place.askAll(fans(120));
    place.watch();
    await place.takeAll(requests);
    assert.deepEqual(place.redemptionsOfCommits, [50, 50, 20]);
  });

  it('go on to the next slots when one runs dry, and tell those that are left that it is sold out', async () => {
    await place.open(25);
    const requests = await place.askAll(fans(30));
    place.watch();
    await place.takeAll(requests);
    const ended = await place.statuses(requests);
    assert.deepEqual(
      ended.map((status) => status === 'fulfilled'),
      fans(30).map((_, n) => n < 25),
    );
    assert.equal(ended.filter((status) => status === 'soldOut').length, 5);
    assert.equal(new Set(place.redemptions.flatMap(({ code }) => code ?? [])).size, 25);
    assert.equal(place.commits.length, 1);
  });

  it('keep limit, coins and chain of a fan who has several of them', async () => {
    await place.open(10, { perFan: 2 });
    const requests = [...(await place.askAll(['ana', 'ana', 'ana'], 5)), ...(await place.askAll(['bo', 'bo', 'bo']))];
    place.watch();
    await place.takeAll(requests);
    assert.deepEqual(await place.statuses(requests.slice(0, 3)), ['fulfilled', 'fulfilled', 'refused']);
    assert.deepEqual(await place.statuses(requests.slice(3)), ['fulfilled', 'insufficient', 'insufficient']);
    assert.deepEqual([await place.balance('ana'), await place.balance('bo')], [3 * PRICE, 0]);
    assert.deepEqual([place.problemsOf('ana'), place.problemsOf('bo')], [[], []]);
    assert.equal(place.fields(`campaigns/${CAMPAIGN}/claims/ana`)?.['redeemed'], 2);
    assert.equal(place.commits.length, 1);
  });

  it('have one effect when one of them comes twice', async () => {
    await place.open(10, { perFan: 10 });
    const requests = await place.askAll(['ana', 'bo'], 5);
    place.watch();
    await place.takeAll([...requests, ...requests]);
    assert.deepEqual(await place.statuses(requests), ['fulfilled', 'fulfilled']);
    assert.deepEqual([await place.balance('ana'), await place.balance('bo')], [4 * PRICE, 4 * PRICE]);
    assert.equal(place.commits.length, 1);
  });

  it('have one effect when an instance has died after their commit, and some come again with others', async () => {
    await place.open(40, { perFan: 10 });
    const requests = await place.askAll(fans(10), 5);
    await place.instance().take(requests.slice(0, 6));
    const before = place.redemptions.flatMap(({ code }) => code ?? []);
    await place.takeAll(requests);
    assert.deepEqual(new Set(await place.statuses(requests)), new Set(['fulfilled']));
    assert.ok(before.every((code) => place.redemptions.some((redemption) => redemption.code === code)));
    for (const uid of fans(10)) assert.deepEqual([await place.balance(uid), place.problemsOf(uid)], [4 * PRICE, []]);
  });

  it('sell what there is, once, and keep coins, limits and chains, in batches of any kind that meet each other', async () => {
    const draws = fc.array(fc.record({ fan: fc.nat(5), key: fc.nat(3), isOther: fc.boolean(), instance: fc.nat(1) }), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(
        draws,
        fc.integer({ min: 1, max: 14 }),
        fc.integer({ min: 1, max: 3 }),
        async (drawn, units, perFan) => {
          place = new CouponsInMemory();
          for (const campaignId of [CAMPAIGN, 'other']) await place.open(units, { perFan }, campaignId);
          for (let fan = 1; fan < 6; fan++) await place.fund(`fan-${fan}`, fan * PRICE);
          const instances = [place.instance(), place.instance()];
          const asked = drawn.map(async ({ fan, key, isOther, instance }) => {
            const campaignId = isOther ? 'other' : CAMPAIGN;
            const id = await place.ask(`fan-${fan}`, `key-${key}-${campaignId}`, campaignId);
            const request: RedemptionRequest = { v: 1, id, uid: `fan-${fan}`, body: { campaignId } };
            await instances[instance]?.take([request]);
          });
          await Promise.all(asked);
          await assertHolds(units, perFan);
        },
      ),
      { numRuns: 40 },
    );
  });

  async function assertHolds(units: number, perFan: number): Promise<void> {
    const won = place.redemptions.filter(({ status }) => status === 'fulfilled');
    assert.ok(place.redemptions.every(({ status }) => status !== 'pending'));
    assert.equal(new Set(won.map(({ code }) => code)).size, won.length);
    for (const campaignId of [CAMPAIGN, 'other']) {
      const sold = won.filter((redemption) => redemption.campaignId === campaignId).length;
      assert.ok(sold <= units);
      if (place.redemptions.some((each) => each.campaignId === campaignId && each.status === 'soldOut'))
        assert.equal(sold, units);
    }
    for (let fan = 0; fan < 6; fan++) {
      const uid = `fan-${fan}`;
      const theirs = won.filter((redemption) => redemption.uid === uid);
      for (const campaignId of [CAMPAIGN, 'other'])
        assert.ok(theirs.filter((redemption) => redemption.campaignId === campaignId).length <= perFan);
      if (fan === 0) continue;
      assert.equal(await place.balance(uid), (fan - theirs.length) * PRICE);
      assert.deepEqual(place.problemsOf(uid), []);
    }
  }
});
