import assert from 'node:assert/strict';
import type { RedemptionRequest } from '@fanfold/kit/messages';
import { InputFault } from '@fanfold/kit/ops';
import { CouponsInMemory, fans } from '../../testing/coupons-in-memory.ts';
import { CAMPAIGN, TERMS } from '../../testing/coupons-place.ts';

const PRICE = TERMS.price;

describe('redemptions in a commit that fails', () => {
  let place: CouponsInMemory;

  beforeEach(() => (place = new CouponsInMemory()));

  it('end without those whose wallet, campaign or codes cannot be read, and without those that are not there', async () => {
    await place.open(20);
    await place.open(20, {}, 'broken');
    await place.open(20, {}, 'sealed');
    const good = await place.askAll(fans(4));
    const [unreadable] = await place.askAll(['ana']);
    const elsewhere = async (uid: string, campaignId: string) => {
      await place.fund(uid, PRICE);
      await place.ask(uid, 'some-key', campaignId);
      return place.messages.pop();
    };
    const [broken, sealed] = [await elsewhere('bo', 'broken'), await elsewhere('cy', 'sealed')];
    const unknown = { v: 1, id: 'di_1', uid: 'di', body: { campaignId: CAMPAIGN } };
    await place.db.doc('wallets/ana').update({ seq: 'one' });
    await place.db.doc('campaigns/broken/state/campaign').update({ price: 'ten' });
    for (const path of place.memory.documents.keys())
      if (path.startsWith('campaigns/sealed/codes/')) place.memory.documents.delete(path);
    const bad = [unreadable, broken, sealed] as RedemptionRequest[];
    place.watch();
    const results = await place.takeAll([...bad, unknown as RedemptionRequest, ...good]);
    assert.deepEqual(
      results.map(({ status }) => status),
      [...bad.map(() => 'rejected'), 'fulfilled', ...good.map(() => 'fulfilled')],
    );
    assert.deepEqual(results[3], {
      status: 'fulfilled',
      value: [{ item: unknown, code: 'refusedItem', message: 'there is no such redemption' }],
    });
    assert.deepEqual(new Set(await place.statuses(good)), new Set(['fulfilled']));
    assert.deepEqual(new Set(await place.statuses(bad)), new Set(['pending']));
    assert.deepEqual([await place.balance('bo'), await place.balance('cy')], [PRICE, PRICE]);
    assert.equal(place.commits.length, 1);
  });

  for (const who of ['Firestore', 'its client'])
    it(`end without the one that ${who} can never store`, async () => {
      await place.open(20);
      const requests = await place.askAll(['ana', 'bo', 'cy', 'di']);
      const refuse = (code?: number) => {
        throw Object.assign(new Error('no'), { code });
      };
      place.watch(
        (kind, paths) => void (who === 'Firestore' && kind === 'commit' && paths.includes('wallets/cy') && refuse(3)),
      );
      const batch = place.memory.batch.bind(place.memory);
      const refusing = () => {
        const { update, ...writes } = batch();
        const checked: typeof update = (reference, ...rest) =>
          who === 'its client' && reference.path === 'wallets/cy' ? refuse() : update(reference, ...rest);
        return { ...writes, update: checked };
      };
      const results = await place.takeAll(
        requests,
        place.instance(Object.assign(place.memory, { batch: refusing }).firestore),
      );
      assert.deepEqual(await place.statuses(requests), ['fulfilled', 'fulfilled', 'pending', 'fulfilled']);
      assert.deepEqual(
        results.map((result) => result.status === 'rejected' && result.reason instanceof InputFault),
        [false, false, true, false],
      );
    });

  it('wait for nobody whose commits Firestore does not answer, and come again when it answers for nobody', async () => {
    await place.open(20);
    const requests = await place.askAll(fans(9));
    place.watch((kind, paths) => {
      if (kind === 'commit' && paths.some((path) => path.includes('wallets/fan-4')))
        throw Object.assign(new Error('13 INTERNAL'), { code: 13 });
    });
    const redeemer = place.instance();
    const results = await place.takeAll(requests, redeemer);
    assert.deepEqual(
      results.map(({ status }, n) => [n, status]).filter(([, status]) => status === 'rejected'),
      [[4, 'rejected']],
    );
    assert.equal((await place.statuses(requests)).filter((status) => status === 'fulfilled').length, 8);
    assert.ok(place.commits.length < 20, `${place.commits.length} commits`);

    const later = await place.askAll(['bo', 'cy', 'di']);
    place.watch(() => {
      throw Object.assign(new Error('14 UNAVAILABLE'), { code: 14 });
    });
    assert.ok((await place.takeAll(later, redeemer)).every(({ status }) => status === 'rejected'));
    place.memory.before = () => undefined;
    assert.ok(
      (await place.takeAll([...later, requests[4] as RedemptionRequest], redeemer)).every(
        ({ status }) => status === 'fulfilled',
      ),
    );
    assert.equal(place.redemptions.filter(({ status }) => status === 'fulfilled').length, 12);
  });

  it('wait for none of several whose commits Firestore does not answer, wherever they stand among the others', async () => {
    await place.open(60);
    const requests = await place.askAll(fans(50));
    const silent = ['fan-0', 'fan-26', 'fan-27', 'fan-49'];
    place.watch((kind, paths) => {
      if (kind === 'commit' && silent.some((uid) => paths.includes(`wallets/${uid}`)))
        throw Object.assign(new Error('13 INTERNAL'), { code: 13 });
    });
    const results = await place.takeAll(requests);
    assert.deepEqual(
      results.flatMap(({ status }, n) => (status === 'rejected' ? [`fan-${n}`] : [])),
      silent,
    );
    assert.equal((await place.statuses(requests)).filter((status) => status === 'fulfilled').length, 46);
  });

  it('wait for nobody whose wallet keeps changing', async () => {
    await place.open(40);
    const requests = await place.askAll(['ana', ...fans(9)]);
    let changes = 0;
    place.watch((kind, paths) => {
      if (kind === 'commit' && paths.includes('wallets/ana') && changes++ < 3) place.touch('wallets/ana');
    });
    await place.takeAll(requests);
    assert.deepEqual(new Set(await place.statuses(requests)), new Set(['fulfilled']));
    const [met, calm, ...apart] = place.redemptionsOfCommits;
    assert.deepEqual([met, calm, apart], [10, 9, [1, 1, 1]]);
  });

  it('take another slot, all of them at once, when others were faster at one', async () => {
    await place.open(40);
    const [first, ...requests] = await place.askAll(['ana', ...fans(9)]);
    const redeemer = place.instance();
    await place.takeAll([first as RedemptionRequest], redeemer);
    const tried: string[] = [];
    place.watch((kind, paths) => {
      const slot = paths.find((path) => path.includes('/slots/'));
      if (kind !== 'commit' || slot === undefined) return;
      if (tried.push(slot) < 3) place.touch(slot);
    });
    await place.takeAll(requests, redeemer);
    assert.deepEqual(place.redemptionsOfCommits, [9, 9, 9]);
    assert.equal(new Set(tried).size, 3);
  });
});
