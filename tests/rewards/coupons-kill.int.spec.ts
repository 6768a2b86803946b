import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { seededRandom } from '@fanfold/replay/random';
import { REDEMPTIONS_TOPIC, type RedemptionRequest } from '@fanfold/kit/messages';
import { groupBy, inLanes } from '@fanfold/kit/ops';
import { auditWallet } from '@fanfold/rewards/audit/audit-wallet';
import { readCodes } from '@fanfold/rewards/coupons/codes/blocks';
import { type RedemptionDocument, campaignStateSchema } from '@fanfold/rewards/coupons/documents';
import { CAMPAIGN, CouponsPlace, KEYRING, TERMS } from '../../functions/rewards/testing/coupons-place.ts';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { MortalDelivery } from '../support/mortal.ts';
import { auditAll } from './audit-all.ts';
import type { CouponWork } from './redeemer-main.ts';

/** `REDEMPTIONS=5000 CODES=1000 REFUNDS=500 KILLS=50 KILL_SEED=2 npm run test:int -- coupons-kill` asks for more, and kills at other moments. */
const REDEMPTIONS = Number(process.env['REDEMPTIONS'] ?? 300);
const CODES = Number(process.env['CODES'] ?? 100);
const REFUNDS = Number(process.env['REFUNDS'] ?? CODES / 4);
const KILLS = Number(process.env['KILLS'] ?? 3);
const SEED = Number(process.env['KILL_SEED'] ?? 1);
const FANS = Math.ceil((REDEMPTIONS * 2) / 3);
const FAN_UIDS = Array.from({ length: FANS }, (_, n) => `fan-${n}`);
const PROCESSES = 3;
const FUNDS = 10 * TERMS.price;

describe('coupons in several processes, on a real Firestore', () => {
  let firestore: TestFirestore;
  let place: CouponsPlace;
  let delivery: MortalDelivery<CouponWork>;

  beforeEach(async () => {
    firestore = openFirestore();
    place = new CouponsPlace(firestore.db);
    delivery = new MortalDelivery<CouponWork>(new URL('./redeemer-main.ts', import.meta.url), firestore.projectId);
    await Promise.all(Array.from({ length: PROCESSES }, () => delivery.start()));
  });
  afterEach(() => {
    delivery.stop();
    return firestore.close();
  });

  async function ask(perFan: number): Promise<RedemptionRequest[]> {
    await place.open(CODES, { perFan });
    await place.fundAll(FAN_UIDS, FUNDS);
    return place.askMany(Array.from({ length: REDEMPTIONS }, (_, n) => ({ uid: `fan-${n % FANS}`, key: `key-${n}` })));
  }

  const deliver = (request: RedemptionRequest) =>
    delivery.add({ kind: REDEMPTIONS_TOPIC, text: JSON.stringify(request) });

  async function killAtRandom(random: () => number): Promise<void> {
    for (let kill = 0; kill < KILLS; kill++) {
      // At another moment each time: that is what is tested, not waited for.
      await wait(random() * 500);
      await delivery.killOne(random);
      await auditAll(firestore.db);
    }
  }

  /** Refunds redemptions as they are fulfilled, each by three calls. @returns how many */
  async function refundSome(): Promise<number> {
    const refunded = new Set<string>();
    const fulfilled = firestore.db.collection('redemptions').where('status', '==', 'fulfilled').limit(10);
    while (refunded.size < REFUNDS)
      for (const { id } of (await fulfilled.get()).docs) {
        if (refunded.has(id)) continue;
        refunded.add(id);
        for (let times = 0; times < 3; times++) delivery.add({ kind: 'refund', id });
      }
    return refunded.size;
  }

  const redemptions = async () =>
    (await firestore.db.collection('redemptions').get()).docs.map((doc) => doc.data() as RedemptionDocument);

  async function allCodes(): Promise<string[]> {
    const state = campaignStateSchema.parse(
      (await firestore.db.doc(`campaigns/${CAMPAIGN}/state/campaign`).get()).data(),
    );
    const batches = Object.entries(state.batches);
    return (await Promise.all(batches.map((batch) => readCodes(firestore.db, KEYRING, CAMPAIGN, batch)))).flat();
  }

  /** Every code is with one fan at most, nobody has more than they may, coins are where their codes say, and the ledger adds up. */
  async function assertHolds(all: readonly RedemptionDocument[], perFan: number): Promise<RedemptionDocument[]> {
    assert.equal(all.length, REDEMPTIONS);
    assert.deepEqual(
      all.filter(({ status }) => status === 'pending'),
      [],
    );
    const won = all.filter(({ status }) => status === 'fulfilled');
    const codes = new Set(await allCodes());
    assert.equal(new Set(won.map(({ code }) => code)).size, won.length);
    assert.ok(won.every(({ code }) => code !== null && codes.has(code)));
    const byFan = groupBy(won, ({ uid }) => uid);
    await inLanes(FAN_UIDS, 20, async (uid) => {
      const theirs = byFan.get(uid)?.length ?? 0;
      assert.ok(theirs <= perFan);
      const { available, problems } = await auditWallet(firestore.db, uid);
      assert.deepEqual([available, problems], [FUNDS - theirs * TERMS.price, []]);
    });
    return won;
  }

  async function stock() {
    delivery.add({ kind: 'count', id: CAMPAIGN });
    await delivery.untilDone();
    return (await firestore.db.doc(`campaigns/${CAMPAIGN}`).get()).get('stock') as { total: number; left: number };
  }

  it(`sells ${CODES} codes to ${CODES} of ${REDEMPTIONS} redemptions, each message twice and in any order, under ${KILLS} kills`, async () => {
    const random = seededRandom(SEED);
    const requests = await ask(1);
    const twice = [...requests, ...requests].sort(() => random() - 0.5);
    for (const request of twice) deliver(request);
    await killAtRandom(random);
    await delivery.untilDone();
    const won = await assertHolds(await redemptions(), 1);
    assert.equal(won.length, CODES);
    assert.deepEqual(await stock(), { total: CODES, left: 0 });
    assert.equal(delivery.kills, KILLS);
  });

  it(`refunds ${REFUNDS} while others redeem, under ${KILLS} kills: coins come back once, and what was put back is sold again`, async () => {
    const requests = await ask(1);
    for (const request of requests) deliver(request);
    const [refunded] = await Promise.all([refundSome(), killAtRandom(seededRandom(SEED))]);
    await delivery.untilDone();
    const all = await redemptions();
    const won = await assertHolds(all, 1);
    assert.equal(all.filter(({ status }) => status === 'refunded').length, refunded);
    assert.equal(delivery.kills, KILLS);
    assert.equal((await stock()).left, CODES - won.length);
  });
});
