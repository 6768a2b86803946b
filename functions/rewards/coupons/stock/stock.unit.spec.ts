import assert from 'node:assert/strict';
import { MemoryFirestore } from '../../../kit/testing/memory-firestore.ts';
import { CAMPAIGN, CouponsPlace } from '../../testing/coupons-place.ts';
import { paced } from './paced.ts';
import { SlotBoard } from './slot-board.ts';
import { countStock } from './stock-counter.ts';

describe('the count of the stock', () => {
  let memory: MemoryFirestore;
  let place: CouponsPlace;

  beforeEach(async () => {
    memory = new MemoryFirestore();
    place = new CouponsPlace(memory.firestore);
    await place.open(25);
    await countStock(place.db, CAMPAIGN);
  });

  const shown = () => memory.documents.get(`campaigns/${CAMPAIGN}`)?.data ?? {};
  const sell = async (uid: string) => {
    await place.fund(uid, 100);
    await place.ask(uid);
    await place.instance().take(place.messages.splice(0));
  };

  it('shows what is left of all batches', async () => {
    assert.deepEqual(shown()['stock'], { total: 25, left: 25 });
    await sell('ana');
    await place.add(10);
    await countStock(place.db, CAMPAIGN);
    assert.deepEqual(shown()['stock'], { total: 35, left: 34 });
  });

  it('writes nothing when nothing has changed', async () => {
    const before = memory.documents.get(`campaigns/${CAMPAIGN}`)?.updateTime;
    await countStock(place.db, CAMPAIGN);
    assert.equal(memory.documents.get(`campaigns/${CAMPAIGN}`)?.updateTime, before);
  });

  it('replaces no newer count by an older one', async () => {
    await sell('ana');
    let isOvertaken = false;
    memory.before = async (kind, paths) => {
      // The slots are read; before that is written, more are sold and counted.
      if (kind !== 'commit' || isOvertaken || !paths.includes(`campaigns/${CAMPAIGN}`)) return;
      isOvertaken = true;
      await sell('bo');
      await countStock(place.db, CAMPAIGN);
    };
    await countStock(place.db, CAMPAIGN);
    assert.ok(isOvertaken);
    assert.deepEqual(shown()['stock'], { total: 25, left: 23 });
  });

  it('touches nothing that an operator has changed meanwhile', async () => {
    await sell('ana');
    memory.before = async (kind, paths) => {
      if (kind !== 'commit' || !paths.includes(`campaigns/${CAMPAIGN}`)) return;
      memory.before = () => undefined;
      await place.db.doc(`campaigns/${CAMPAIGN}`).update({ price: 7 });
    };
    await countStock(place.db, CAMPAIGN);
    assert.deepEqual([shown()['price'], shown()['stock']], [7, { total: 25, left: 24 }]);
  });

  it('calls a campaign sold out no longer than until the slot is counted to which something came back meanwhile', async () => {
    await place.db.doc(`campaigns/${CAMPAIGN}`).get();
    for (let n = 0; n < 25; n++) await sell(`fan-${n}`);
    const state = `campaigns/${CAMPAIGN}/state/campaign`;
    const slot = [...memory.documents.keys()].find((path) => path.includes('/slots/')) ?? '';
    memory.before = async (kind, paths) => {
      if (kind !== 'commit' || !paths.includes(state)) return;
      memory.before = () => undefined;
      await place.db.doc(slot).update({ returned: [0] });
    };
    const isSoldOut = () => memory.documents.get(state)?.data['isSoldOut'];
    await countStock(place.db, CAMPAIGN);
    assert.equal(isSoldOut(), true);
    await countStock(place.db, CAMPAIGN);
    assert.deepEqual([isSoldOut(), shown()['stock']], [false, { total: 25, left: 1 }]);
  });

  it('has nothing to do for a campaign that is not there', async () => {
    const before = memory.documents.size;
    await countStock(place.db, 'nowhere');
    assert.equal(memory.documents.size, before);
  });
});

describe('paced work', () => {
  it('runs at once, and then once for all that came meanwhile', async () => {
    const runs: string[] = [];
    const count = paced((key) => {
      runs.push(key);
      return Promise.resolve();
    }, 1);
    await Promise.all([count('c'), count('c'), count('c'), count('d')]);
    assert.deepEqual(runs.sort(), ['c', 'c', 'd']);
  });

  it('returns after a run that began after the call', async () => {
    let value = 0;
    const seen: number[] = [];
    let release = () => {};
    const first = new Promise<void>((resolve) => (release = resolve));
    const count = paced(async () => {
      seen.push(value);
      if (seen.length === 1) await first;
    }, 1);
    const before = count('c');
    value = 1;
    const after = count('c');
    release();
    await before;
    await after;
    assert.deepEqual(seen, [0, 1]);
  });

  it('tells those who wait for a run that failed, and goes on', async () => {
    let runs = 0;
    const count = paced(() => (++runs === 1 ? Promise.reject(new Error('no')) : Promise.resolve()), 1);
    const outcomes = await Promise.allSettled([count('c'), count('c')]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['rejected', 'fulfilled'],
    );
  });
});

describe('the board of slots', () => {
  const board = () => {
    const made = new SlotBoard(() => 0.5);
    made.learn('c', ['a', 'b', 'd']);
    return made;
  };

  it('begins with each slot in turn', () => {
    const slots = board();
    const inOrder = Array.from({ length: 4 }, () => slots.next('c'));
    assert.deepEqual(inOrder, [
      ['a', 'b', 'd'],
      ['b', 'd', 'a'],
      ['d', 'a', 'b'],
      ['a', 'b', 'd'],
    ]);
  });

  it('tries those last that were dry', () => {
    const slots = board();
    slots.note('c', 'a', true);
    assert.deepEqual(slots.next('c'), ['b', 'd', 'a']);
    assert.deepEqual(slots.next('c'), ['d', 'b', 'a']);
    slots.note('c', 'a', false);
    assert.equal(slots.next('c')[0], 'a');
  });

  it('draws another order for slots that were added, and keeps its turns for those it knows', () => {
    let drawn = 0;
    const slots = new SlotBoard(() => -drawn++);
    slots.learn('c', ['a', 'b']);
    assert.deepEqual(slots.next('c'), ['b', 'a']);
    slots.learn('c', ['a', 'b']);
    assert.deepEqual(slots.next('c'), ['a', 'b']);
    slots.learn('c', ['a', 'b', 'd']);
    assert.deepEqual(slots.next('c'), ['d', 'b', 'a']);
    slots.learn('c', []);
    assert.deepEqual(slots.next('c'), []);
  });

  it('knows nothing of a campaign that it has not learnt of', () => {
    assert.deepEqual(board().next('other'), []);
  });
});
