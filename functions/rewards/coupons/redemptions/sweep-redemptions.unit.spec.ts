import assert from 'node:assert/strict';
import { MemoryFirestore } from '../../../kit/testing/memory-firestore.ts';
import { CouponsPlace } from '../../testing/coupons-place.ts';
import { sweepRedemptions } from './sweep-redemptions.ts';

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
    });

    await place.instance().take(place.messages.splice(0));
    await sweepRedemptions(place.db, place.publish, place.now);
    assert.deepEqual(place.messages, []);
  });

  it('reads on where there are many', async () => {
    const memory = new MemoryFirestore();
    const place = new CouponsPlace(memory.firestore);
    await place.askMany(Array.from({ length: 1_100 }, (_, n) => ({ uid: `fan-${n}`, key: 'the-only-key' })));
    await sweepRedemptions(place.db, place.publish, new Date(place.now.getTime() + 45_000));
    assert.equal(new Set(place.messages.map(({ id }) => id)).size, 1_100);
    assert.equal(place.messages.length, 1_100);
  });
});
