import assert from 'node:assert/strict';
import type { Host } from '@fanfold/emulators/host/host';
import { startServices } from '@fanfold/emulators/stack/services';
import { erasedFanPath } from '@fanfold/kit/calls';
import { publishAll } from '@fanfold/kit/messages';
import type { RedemptionDocument } from '@fanfold/rewards/coupons/documents';
import { PubSub } from '@google-cloud/pubsub';
import type { DocumentData } from 'firebase-admin/firestore';
import { CAMPAIGN, CouponsPlace, FAN, KEY, TERMS } from '../../functions/rewards/testing/coupons-place.ts';
import { redeemCoupon } from '@fanfold/rewards/coupons/redemptions/redeem-coupon';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';

const EMULATORS = ['PUBSUB_EMULATOR_HOST', 'FIRESTORE_EMULATOR_HOST', 'FIREBASE_AUTH_EMULATOR_HOST'];

describe('coupons, in the service as it is deployed', () => {
  let firestore: TestFirestore;
  let place: CouponsPlace;
  let pubsub: PubSub;
  let host: Host;

  before(async () => {
    firestore = openFirestore();
    const { projectId, db } = firestore;
    place = new CouponsPlace(db);
    place.now = new Date();
    pubsub = new PubSub({ projectId });
    const emulators = Object.fromEntries(EMULATORS.map((name) => [name, process.env[name] ?? '']));
    host = await startServices({ projectId, only: ['rewards'], env: { ...emulators, COUPON_KEYS: KEY } });
    assert.deepEqual([...host.failed], []);
    const from = (days: number) => new Date(place.now.getTime() + days * 86_400_000).toISOString();
    await place.open(12, { opensAt: from(-1), closesAt: from(1) });
  });
  after(async () => {
    await host.stop();
    await pubsub.close();
    await firestore.close();
  });

  /** The document, once it is as wanted. */
  function seen<T extends DocumentData>(path: string, isWanted: (data: T) => boolean): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = firestore.db.doc(path).onSnapshot((snapshot) => {
        const data = snapshot.data() as T | undefined;
        if (!data || !isWanted(data)) return;
        stop();
        resolve(data);
      }, reject);
    });
  }

  const left = (units: number) =>
    seen(`campaigns/${CAMPAIGN}`, ({ stock }) => (stock as { left: number }).left === units);

  it('shows the stock that was added', async () => {
    await left(12);
  });

  it('ends what a fan has asked for, and counts it', async () => {
    await place.fund('ana', TERMS.price);
    const publish = (topic: string, items: readonly object[]) => publishAll(pubsub, topic, items);
    const input = { campaignId: CAMPAIGN, key: 'key-of-ana', price: TERMS.price };
    const { path } = await redeemCoupon(place.db, publish, FAN('ana'), input, () => new Date());
    const { status, code } = await seen<RedemptionDocument>(path, ({ status: now }) => now !== 'pending');
    assert.equal(status, 'fulfilled');
    assert.match(code ?? '', /^.{4}-.{4}-.{4}-.{4}-.$/);
    assert.equal(await place.balance('ana'), 0);
    await left(11);
  });

  it('ends what was written and never published, and says so where it took too long', async () => {
    await place.fund('bo', TERMS.price);
    place.now = new Date(Date.now() - 90_000);
    const path = 'redemptions/bo_key-of-bo';
    const alarm = seen('health/redemptions', ({ overdueIds }) => (overdueIds as string[]).includes('bo_key-of-bo'));
    await place.askMany([{ uid: 'bo', key: 'key-of-bo' }]);
    const { status } = await seen<RedemptionDocument>(path, ({ status: now }) => now !== 'pending');
    assert.equal(status, 'fulfilled');
    await alarm;
  });

  it('refuses a file of 100 MB by a code before it looks at it, and goes on', async () => {
    const call = async (file: Buffer) => {
      const body = Buffer.concat([Buffer.from('{"data": {"file": "'), file, Buffer.from('"}}')]);
      const url = `http://${host.callsHost}/${firestore.projectId}/us-central1/importCodes`;
      const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      const { error } = (await answer.json()) as { error: { details: { code: string } } };
      return [answer.status, error.details.code];
    };
    assert.deepEqual(await call(Buffer.alloc(100 * 2 ** 20, 'A')), [400, 'inputTooLarge']);
    assert.deepEqual(await call(Buffer.alloc(4, 'A')), [401, 'signInRequired']);
    assert.deepEqual([...host.failed], []);
  });

  it('takes the code of a fan who is erased', async () => {
    await firestore.db.doc(erasedFanPath('ana')).set({ rev: 1 });
    const { status } = await seen<RedemptionDocument>('redemptions/ana_key-of-ana', ({ code }) => code === null);
    assert.equal(status, 'fulfilled');
  });
});
