import assert from 'node:assert/strict';
import type { PublishItems } from '@fanfold/kit/messages';
import { logged } from '../../../kit/testing/logged.ts';
import { MemoryFirestore } from '../../../kit/testing/memory-firestore.ts';
import { CouponsPlace } from '../../testing/coupons-place.ts';
import { type RedemptionsHealth, sweepRedemptions } from './sweep-redemptions.ts';

describe('the sweep of redemptions', () => {
  it('publishes those again that are pending for half a minute, and names those of more than a minute', async () => {
    const memory = new MemoryFirestore();
    const place = new CouponsPlace(memory.firestore);
    const asked = place.now.getTime();
    const ages = [0, 29_999, 30_001, 59_999, 60_001, 600_000];
    await place.open(10);
    for (const age of ages) {
      place.now = new Date(asked - age);
      await place.askMany([{ uid: 'ana', key: `key-${age}` }]);
    }
    place.now = new Date(asked);
    const ended = await place.ask('poor');
    await place.instance().take(place.messages.splice(0));
    assert.equal((await place.redemption(ended)).status, 'insufficient');

    await sweepRedemptions(place.db, place.publish, place.now);
    const late = ages.slice(2).map((age) => `ana_key-${age}`);
    assert.deepEqual(place.messages.map(({ id }) => id).sort(), late.sort());
    assert.deepEqual(memory.documents.get('health/redemptions')?.data, {
      at: place.now.toISOString(),
      pending: ages.length,
      late: 4,
      overdue: 2,
      overdueIds: ['ana_key-600000', 'ana_key-60001'],
      round: { since: null, until: place.now.toISOString(), after: null },
    });

    await place.instance().take(place.messages.splice(0));
    await sweepRedemptions(place.db, place.publish, place.now);
    assert.deepEqual(place.messages, []);
  });

  it('raises the alarm while Pub/Sub is away, and publishes what was due once it is back', async () => {
    const memory = new MemoryFirestore();
    const place = new CouponsPlace(memory.firestore);
    await place.askMany([{ uid: 'ana', key: 'key-of-ana' }]);
    const sweepAfter = (minutes: number, publish: PublishItems) =>
      sweepRedemptions(place.db, publish, new Date(place.now.getTime() + minutes * 60_000));
    const away = () => Promise.reject(new Error('Pub/Sub is away'));
    for (const minutes of [2, 3]) {
      const entries = await logged(() => assert.rejects(sweepAfter(minutes, away), /away/));
      const alarms = entries.filter(({ event }) => event === 'redemptionsOverdue');
      assert.deepEqual(
        alarms.map(({ severity, overdue }) => [severity, overdue]),
        [['ALERT', 1]],
      );
      assert.equal(memory.documents.get('health/redemptions')?.data['overdue'], 1);
    }
    await sweepAfter(4, place.publish);
    assert.deepEqual(
      place.messages.map(({ id }) => id),
      ['ana_key-of-ana'],
    );
  });

  it('does not publish each minute what Pub/Sub goes on delivering', async () => {
    const memory = new MemoryFirestore();
    const place = new CouponsPlace(memory.firestore);
    await place.askMany([{ uid: 'ana', key: 'key-of-ana' }]);
    for (let minutes = 1; minutes <= 60; minutes++)
      await sweepRedemptions(place.db, place.publish, new Date(place.now.getTime() + minutes * 60_000));
    // After 30 seconds, 2, 8 and 32 minutes.
    assert.equal(place.messages.length, 4);
    assert.equal(memory.documents.get('health/redemptions')?.data['overdue'], 1);
  });

  it('goes on where the sweep before has stopped, and begins anew after the last one', async () => {
    const memory = new MemoryFirestore();
    const place = new CouponsPlace(memory.firestore);
    const count = 10_100;
    await place.askMany(Array.from({ length: count }, (_, n) => ({ uid: `fan-${n}`, key: 'the-only-key' })));
    const sweep = (seconds: number) =>
      sweepRedemptions(place.db, place.publish, new Date(place.now.getTime() + seconds * 1_000));
    await sweep(45);
    assert.equal(place.messages.length, 10_000);
    await sweep(105);
    assert.equal(new Set(place.messages.map(({ id }) => id)).size, count);
    const { round } = memory.documents.get('health/redemptions')?.data as RedemptionsHealth;
    assert.equal(round?.after, null);
  });
});
