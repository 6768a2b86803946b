import assert from 'node:assert/strict';
import { MAX_BATCHES } from '@fanfold/game/coupons';
import { MemoryFirestore } from '../../../kit/testing/memory-firestore.ts';
import { CAMPAIGN, CouponsPlace, KEYRING, OPS } from '../../testing/coupons-place.ts';
import { addCodes } from '../campaigns/add-codes.ts';
import { directCampaign } from '../campaigns/direct-campaign.ts';
import { countedStockSchema } from '../documents.ts';
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

  it('reads the slots that have changed, of 3,200 that a campaign may have', async () => {
    for (let batch = 1; batch < MAX_BATCHES; batch++) {
      const codes = { source: 'shared', units: 640, code: `TEA-${batch}` } as const;
      const input = { campaignId: CAMPAIGN, key: `shared-batch-${batch}`, codes, reason: 'spec' };
      await addCodes(place.db, KEYRING, OPS, input, () => place.now);
    }
    const counted: string[][] = [];
    const count = async (changed: ReadonlySet<string> | 'all') => {
      counted.splice(0);
      memory.before = (kind, paths) => void (kind === 'read' && counted.push([...paths]));
      await countStock(place.db, CAMPAIGN, changed);
      memory.before = () => undefined;
      return counted.flat().length;
    };
    const total = 25 + 640 * (MAX_BATCHES - 1);
    // Those of the first batch have been counted.
    assert.equal(await count(new Set()), 2 + 64 * (MAX_BATCHES - 1));
    assert.deepEqual(shown()['stock'], { total, left: total });

    await sell('ana');
    const changed = [...memory.documents].filter(([path, { data }]) => path.includes('/slots/') && data['next'] !== 0);
    const ids = new Set(changed.map(([path]) => path.split('/').at(-1) ?? ''));
    assert.equal(await count(ids), 3);
    assert.deepEqual(shown()['stock'], { total, left: total - 1 });
    assert.equal(await count(ids), 3);
    assert.equal(await count('all'), 2 + 64 * (MAX_BATCHES - 1) + 3);
    const bytes = JSON.stringify(memory.documents.get(`campaigns/${CAMPAIGN}/state/stock`)?.data).length;
    assert.ok(bytes < 30_000, `${bytes} bytes`);
  });

  it('keeps for operators what is left of each batch, and shows fans none of one that is void', async () => {
    await sell('ana');
    const batchId = await place.add(12);
    await countStock(place.db, CAMPAIGN);
    const input = { campaignId: CAMPAIGN, reason: 'spec' };
    await directCampaign(place.db, OPS, input, { kind: 'voidCodes', batchId }, () => place.now);
    await countStock(place.db, CAMPAIGN, new Set());
    const { batches } = countedStockSchema.parse(memory.documents.get(`campaigns/${CAMPAIGN}/state/stock`)?.data);
    const sum = (units: readonly number[]) => units.reduce((all, each) => all + each, 0);
    assert.deepEqual(
      Object.values(batches).map(({ source, units, isVoid, left }) => [source, units, isVoid, sum(left)]),
      [
        ['generated', 25, false, 24],
        ['generated', 12, true, 12],
      ],
    );
    assert.deepEqual(shown()['stock'], { total: 25, left: 24 });
  });

  it('has nothing to do for a campaign that is not there', async () => {
    const before = memory.documents.size;
    await countStock(place.db, 'nowhere');
    assert.equal(memory.documents.size, before);
  });
});
