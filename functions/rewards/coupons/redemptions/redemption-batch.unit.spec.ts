import assert from 'node:assert/strict';
import { bodyHash } from '@fanfold/kit/calls';
import { type Posting, WalletAudit } from '@fanfold/game/coins';
import type { RedemptionRequest } from '@fanfold/kit/messages';
import { InputFault } from '@fanfold/kit/ops';
import fc from 'fast-check';
import { Timestamp } from 'firebase-admin/firestore';
import { MemoryFirestore } from '../../../kit/testing/memory-firestore.ts';
import { readRecord, readStoredWallet } from '../../ledger/documents.ts';
import { CAMPAIGN, CouponsPlace } from '../../testing/coupons-place.ts';
import type { RedemptionDocument } from '../documents.ts';

const PRICE = 100;

describe('redemptions that come together', () => {
  let memory: MemoryFirestore;
  let place: CouponsPlace;
  let commits: (readonly string[])[];
  let reads: (readonly string[])[];

  beforeEach(() => start());

  function start(): void {
    memory = new MemoryFirestore();
    place = new CouponsPlace(memory.firestore);
  }

  /** From now on, with what else is to happen before each. */
  function watch(also: (kind: 'read' | 'commit', paths: readonly string[]) => void | Promise<void> = () => undefined) {
    [commits, reads] = [[], []];
    memory.before = (kind, paths) => {
      (kind === 'commit' ? commits : reads).push(paths);
      return also(kind, paths);
    };
  }

  const redemptionsIn = (paths: readonly string[]) => paths.filter((path) => path.startsWith('redemptions/'));
  const idsIn = (paths: readonly string[]) => redemptionsIn(paths).map((path) => path.slice('redemptions/'.length));
  const all = () =>
    [...memory.documents]
      .filter(([path]) => path.startsWith('redemptions/'))
      .map(([, { data }]) => data as RedemptionDocument);
  const statuses = async (requests: readonly RedemptionRequest[]) =>
    Promise.all(requests.map(async ({ id }) => (await place.redemption(id)).status));
  const change = (path: string) => {
    const stored = memory.documents.get(path);
    if (stored)
      memory.documents.set(path, {
        ...stored,
        updateTime: new Timestamp(stored.updateTime.seconds, 1 + stored.updateTime.nanoseconds),
      });
  };

  /** A redemption of each fan, who can pay for so many. */
  async function ask(uids: readonly string[], coupons = 1): Promise<RedemptionRequest[]> {
    for (const uid of new Set(uids)) await place.fund(uid, coupons * PRICE);
    return place.askMany(uids.map((uid, n) => ({ uid, key: `key-${n}` })));
  }

  const fans = (count: number) => Array.from({ length: count }, (_, n) => `fan-${n}`);

  /** As messages of one each. */
  const takeAll = (requests: readonly RedemptionRequest[], redeemer = place.instance()) =>
    Promise.allSettled(requests.map((request) => redeemer.take([request])));

  function problemsOf(uid: string) {
    const below = `wallets/${uid}/postings/`;
    const postings = [...memory.documents]
      .filter(([path]) => path.startsWith(below))
      .map(([, { data }]) => readRecord(data));
    const audit = new WalletAudit(uid, bodyHash);
    for (const posting of (postings as Posting[]).sort((a, b) => a.seq - b.seq)) audit.take(posting);
    return audit.problems(readStoredWallet(memory.documents.get(`wallets/${uid}`)?.data));
  }

  it('read and write a slot once for all of them, in one commit', async () => {
    await place.open(640);
    const redeemer = place.instance();
    await takeAll(await ask(['ana']), redeemer);
    const requests = await ask(fans(10));
    watch();
    await takeAll(requests, redeemer);
    assert.deepEqual(new Set(await statuses(requests)), new Set(['fulfilled']));
    // Of each fan: redemption, claims, wallet and posting, and the tombstone that is not there. Of all: the state and a slot, then its block of codes.
    assert.deepEqual(
      reads.slice(0, 2).map(({ length }) => length),
      [10 * 5 + 2, 1],
    );
    assert.deepEqual(
      commits.map(({ length }) => length),
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
    watch();
    await takeAll(requests);
    assert.deepEqual(new Set(await statuses(requests)), new Set(['fulfilled']));
    // What is the fans' and the campaigns' states; then slots; then codes.
    assert.deepEqual(
      reads.slice(0, 3).map(({ length }) => length),
      [10 * 5 + 10, 10, 10],
    );
    assert.equal(commits.length, 1);
  });

  it('are bounded in one commit', async () => {
    await place.open(640);
    const requests = await ask(fans(120));
    watch();
    await takeAll(requests);
    assert.deepEqual(
      commits.map((paths) => redemptionsIn(paths).length),
      [50, 50, 20],
    );
  });

  it('go on to the next slots when one runs dry, and tell those that are left that it is sold out', async () => {
    await place.open(25);
    const requests = await ask(fans(30));
    watch();
    await takeAll(requests);
    const ended = await statuses(requests);
    assert.deepEqual(
      ended.map((status) => status === 'fulfilled'),
      fans(30).map((_, n) => n < 25),
    );
    assert.equal(ended.filter((status) => status === 'soldOut').length, 5);
    assert.equal(new Set(all().flatMap(({ code }) => code ?? [])).size, 25);
    assert.equal(commits.length, 1);
  });

  it('keep limit, coins and chain of a fan who has several of them', async () => {
    await place.open(10, { perFan: 2 });
    const requests = [...(await ask(['ana', 'ana', 'ana'], 5)), ...(await ask(['bo', 'bo', 'bo']))];
    watch();
    await takeAll(requests);
    assert.deepEqual(await statuses(requests.slice(0, 3)), ['fulfilled', 'fulfilled', 'refused']);
    assert.deepEqual(await statuses(requests.slice(3)), ['fulfilled', 'insufficient', 'insufficient']);
    assert.deepEqual([await place.balance('ana'), await place.balance('bo')], [3 * PRICE, 0]);
    assert.deepEqual([problemsOf('ana'), problemsOf('bo')], [[], []]);
    assert.equal(memory.documents.get(`campaigns/${CAMPAIGN}/claims/ana`)?.data['redeemed'], 2);
    assert.equal(commits.length, 1);
  });

  it('have one effect when one of them comes twice', async () => {
    await place.open(10, { perFan: 10 });
    const requests = await ask(['ana', 'bo'], 5);
    watch();
    await takeAll([...requests, ...requests]);
    assert.deepEqual(await statuses(requests), ['fulfilled', 'fulfilled']);
    assert.deepEqual([await place.balance('ana'), await place.balance('bo')], [4 * PRICE, 4 * PRICE]);
    assert.equal(commits.length, 1);
  });

  it('have one effect when an instance has died after their commit, and some come again with others', async () => {
    await place.open(40, { perFan: 10 });
    const requests = await ask(fans(10), 5);
    await place.instance().take(requests.slice(0, 6));
    const before = all().flatMap(({ code }) => code ?? []);
    await takeAll(requests);
    assert.deepEqual(new Set(await statuses(requests)), new Set(['fulfilled']));
    assert.ok(before.every((code) => all().some((redemption) => redemption.code === code)));
    for (const uid of fans(10)) assert.deepEqual([await place.balance(uid), problemsOf(uid)], [4 * PRICE, []]);
  });

  it('end without those whose wallet, campaign or codes cannot be read, and without those that are not there', async () => {
    await place.open(20);
    await place.open(20, {}, 'broken');
    await place.open(20, {}, 'sealed');
    const good = await ask(fans(4));
    const [unreadable] = await ask(['ana']);
    const elsewhere = async (uid: string, campaignId: string) => {
      await place.fund(uid, PRICE);
      await place.ask(uid, 'some-key', campaignId);
      return place.messages.pop();
    };
    const [broken, sealed] = [await elsewhere('bo', 'broken'), await elsewhere('cy', 'sealed')];
    const unknown = { v: 1, id: 'di_1', uid: 'di', body: { campaignId: CAMPAIGN } };
    await place.db.doc('wallets/ana').update({ seq: 'one' });
    await place.db.doc('campaigns/broken/state/campaign').update({ price: 'ten' });
    for (const path of memory.documents.keys())
      if (path.startsWith('campaigns/sealed/codes/')) memory.documents.delete(path);
    const bad = [unreadable, broken, sealed] as RedemptionRequest[];
    watch();
    const results = await takeAll([...bad, unknown as RedemptionRequest, ...good]);
    assert.deepEqual(
      results.map(({ status }) => status),
      [...bad.map(() => 'rejected'), 'fulfilled', ...good.map(() => 'fulfilled')],
    );
    assert.deepEqual(results[3], {
      status: 'fulfilled',
      value: [{ item: unknown, code: 'refusedItem', message: 'there is no such redemption' }],
    });
    assert.deepEqual(new Set(await statuses(good)), new Set(['fulfilled']));
    assert.deepEqual(new Set(await statuses(bad)), new Set(['pending']));
    assert.deepEqual([await place.balance('bo'), await place.balance('cy')], [PRICE, PRICE]);
    assert.equal(commits.length, 1);
  });

  for (const who of ['Firestore', 'its client'])
    it(`end without the one that ${who} can never store`, async () => {
      await place.open(20);
      const requests = await ask(['ana', 'bo', 'cy', 'di']);
      const refuse = (code?: number) => {
        throw Object.assign(new Error('no'), { code });
      };
      watch(
        (kind, paths) => void (who === 'Firestore' && kind === 'commit' && paths.includes('wallets/cy') && refuse(3)),
      );
      const batch = memory.batch.bind(memory);
      const refusing = () => {
        const { update, ...writes } = batch();
        const checked: typeof update = (reference, ...rest) =>
          who === 'its client' && reference.path === 'wallets/cy' ? refuse() : update(reference, ...rest);
        return { ...writes, update: checked };
      };
      const results = await takeAll(requests, place.instance(Object.assign(memory, { batch: refusing }).firestore));
      assert.deepEqual(await statuses(requests), ['fulfilled', 'fulfilled', 'pending', 'fulfilled']);
      assert.deepEqual(
        results.map((result) => result.status === 'rejected' && result.reason instanceof InputFault),
        [false, false, true, false],
      );
    });

  it('wait for nobody whose commits Firestore does not answer, and come again when it answers for nobody', async () => {
    await place.open(20);
    const requests = await ask(fans(9));
    watch((kind, paths) => {
      if (kind === 'commit' && paths.some((path) => path.includes('wallets/fan-4')))
        throw Object.assign(new Error('13 INTERNAL'), { code: 13 });
    });
    const redeemer = place.instance();
    const results = await takeAll(requests, redeemer);
    assert.deepEqual(
      results.map(({ status }, n) => [n, status]).filter(([, status]) => status === 'rejected'),
      [[4, 'rejected']],
    );
    assert.equal((await statuses(requests)).filter((status) => status === 'fulfilled').length, 8);
    assert.ok(commits.length < 20, `${commits.length} commits`);

    const later = await ask(['bo', 'cy', 'di']);
    watch(() => {
      throw Object.assign(new Error('14 UNAVAILABLE'), { code: 14 });
    });
    assert.ok((await takeAll(later, redeemer)).every(({ status }) => status === 'rejected'));
    memory.before = () => undefined;
    assert.ok(
      (await takeAll([...later, requests[4] as RedemptionRequest], redeemer)).every(
        ({ status }) => status === 'fulfilled',
      ),
    );
    assert.equal(all().filter(({ status }) => status === 'fulfilled').length, 12);
  });

  it('wait for none of several whose commits Firestore does not answer, wherever they stand among the others', async () => {
    await place.open(60);
    const requests = await ask(fans(50));
    const silent = ['fan-0', 'fan-26', 'fan-27', 'fan-49'];
    watch((kind, paths) => {
      if (kind === 'commit' && silent.some((uid) => paths.includes(`wallets/${uid}`)))
        throw Object.assign(new Error('13 INTERNAL'), { code: 13 });
    });
    const results = await takeAll(requests);
    assert.deepEqual(
      results.flatMap(({ status }, n) => (status === 'rejected' ? [`fan-${n}`] : [])),
      silent,
    );
    assert.equal((await statuses(requests)).filter((status) => status === 'fulfilled').length, 46);
  });

  it('wait for nobody whose wallet keeps changing', async () => {
    await place.open(40);
    const requests = await ask(['ana', ...fans(9)]);
    let changes = 0;
    watch((kind, paths) => {
      if (kind === 'commit' && paths.includes('wallets/ana') && changes++ < 3) change('wallets/ana');
    });
    await takeAll(requests);
    assert.deepEqual(new Set(await statuses(requests)), new Set(['fulfilled']));
    const [met, calm, ...apart] = commits.map((paths) => idsIn(paths).length);
    assert.deepEqual([met, calm, apart], [10, 9, [1, 1, 1]]);
  });

  it('take another slot, all of them at once, when others were faster at one', async () => {
    await place.open(40);
    const [first, ...requests] = await ask(['ana', ...fans(9)]);
    const redeemer = place.instance();
    await takeAll([first as RedemptionRequest], redeemer);
    const tried: string[] = [];
    watch((kind, paths) => {
      const slot = paths.find((path) => path.includes('/slots/'));
      if (kind !== 'commit' || slot === undefined) return;
      if (tried.push(slot) < 3) change(slot);
    });
    await takeAll(requests, redeemer);
    assert.deepEqual(
      commits.map((paths) => redemptionsIn(paths).length),
      [9, 9, 9],
    );
    assert.equal(new Set(tried).size, 3);
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
          start();
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
          assertHolds(units, perFan);
        },
      ),
      { numRuns: 40 },
    );
  });

  function assertHolds(units: number, perFan: number): void {
    const won = all().filter(({ status }) => status === 'fulfilled');
    assert.ok(all().every(({ status }) => status !== 'pending'));
    assert.equal(new Set(won.map(({ code }) => code)).size, won.length);
    for (const campaignId of [CAMPAIGN, 'other']) {
      const sold = won.filter((redemption) => redemption.campaignId === campaignId).length;
      assert.ok(sold <= units);
      if (all().some((each) => each.campaignId === campaignId && each.status === 'soldOut')) assert.equal(sold, units);
    }
    for (let fan = 0; fan < 6; fan++) {
      const uid = `fan-${fan}`;
      const theirs = won.filter((redemption) => redemption.uid === uid);
      for (const campaignId of [CAMPAIGN, 'other'])
        assert.ok(theirs.filter((redemption) => redemption.campaignId === campaignId).length <= perFan);
      if (fan === 0) continue;
      assert.equal(
        memory.documents.get(`wallets/${uid}`)?.data['balances'].coins.available,
        (fan - theirs.length) * PRICE,
      );
      assert.deepEqual(problemsOf(uid), []);
    }
  }
});
