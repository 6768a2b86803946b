import assert from 'node:assert/strict';
import { MemoryFirestore } from '../../kit/testing/memory-firestore.ts';
import { KeysPlace, caller } from '../testing/keys-place.ts';
import { NO_KEYS } from './documents.ts';
import { setProfile } from '../calls/set-profile.ts';

const TAKEN = { code: 'handleTaken' };

describe('claiming a handle', () => {
  let memory: MemoryFirestore;
  let place: KeysPlace;

  beforeEach(() => {
    memory = new MemoryFirestore();
    place = new KeysPlace(memory.firestore);
  });

  const stored = () => JSON.stringify([...memory.documents].map(([path, { data }]) => [path, data]));

  async function assertNothingChanges(work: () => Promise<unknown>, code?: string) {
    const before = stored();
    if (code === undefined) await work();
    else await assert.rejects(work, { code });
    assert.equal(stored(), before);
  }

  it('gives it to the one who asks first, whatever it looks like in other letters', async () => {
    assert.deepEqual(await place.claim('ana', '@Ana_Costa'), { handle: 'ana_costa' });
    assert.deepEqual(await place.data('handles/ana_costa'), { uid: 'ana', shown: 'ana_costa', freeAt: null, rev: 1 });
    assert.deepEqual(await place.data('fans/ana'), { handle: 'ana_costa' });
    for (const alike of ['ana_costa', 'ANA_COSTA', 'ána_c0sta', 'ＡＮＡ＿ＣＯＳＴＡ'])
      await assert.rejects(place.claim('ben', alike), TAKEN);
    assert.equal(await place.data('fans/ben'), undefined);
  });

  it('stands beside the name of the profile, whichever comes first', async () => {
    const name = (uid: string) => setProfile(place.db, caller(uid), { name: 'A', avatar: 'lion' }, place.clock);
    await place.claim('ana', 'ana');
    await name('ana');
    await name('ben');
    await place.claim('ben', 'ben');
    for (const uid of ['ana', 'ben'])
      assert.deepEqual(await place.data(`fans/${uid}`), { name: 'A', avatar: 'lion', rev: 1, handle: uid });
  });

  it('changes nothing when it is repeated', async () => {
    await place.claim('ana', 'ana');
    await assertNothingChanges(() => place.claim('ana', 'Ana'));
  });

  it('may show one’s own handle in another way', async () => {
    await place.claim('ana', 'jose');
    await place.claim('ana', 'José');
    assert.deepEqual(await place.data('handles/jose'), { uid: 'ana', shown: 'josé', freeAt: null, rev: 2 });
    assert.deepEqual(await place.data('fans/ana'), { handle: 'josé' });
  });

  it('gives up the one before, which is the fan’s alone for thirty days', async () => {
    await place.claim('ana', 'ana');
    await place.claim('ana', 'anna');
    const freed = await place.data('handles/ana');
    assert.deepEqual([freed?.['uid'], freed?.['shown']], [null, null]);
    place.later(29.9);
    await assert.rejects(place.claim('ben', 'ana'), TAKEN);
    assert.equal((await place.claim('ana', 'ana')).handle, 'ana');
    assert.deepEqual([await place.holder('ana'), await place.holder('anna')], ['ana', null]);
    await place.claim('ana', 'anna');
    place.later(30);
    await place.claim('ben', 'ana');
    assert.equal(await place.holder('ana'), 'ben');
    await assert.rejects(place.claim('ana', 'ana'), TAKEN);
  });

  it('leads from no given up handle to the fan who had it', async () => {
    await place.claim('ana', 'first');
    await place.claim('ana', 'second');
    assert.ok(!JSON.stringify(await place.data('handles/first')).includes('ana'));
  });

  it('is refused with a code, and nothing moves', async () => {
    await place.claim('ana', 'ana');
    await assertNothingChanges(() => place.claim('ana', 'аnа'), 'invalidHandle');
    await assertNothingChanges(() => place.claim('ana', 'fanfold_team'), 'handleReserved');
    await assert.rejects(place.claim('ben', 'a'), { code: 'invalidHandle', details: { problem: 'tooShort' } });
  });

  it('takes three changes in a row, then one a day', async () => {
    for (const handle of ['one', 'two', 'three']) await place.claim('ana', handle);
    await assertNothingChanges(() => place.claim('ana', 'four'), 'tooManyRequests');
    assert.equal(await place.holder('three'), 'ana');
    place.later(1);
    await place.claim('ana', 'four');
    await assert.rejects(place.claim('ana', 'five'), { code: 'tooManyRequests' });
  });

  it('counts what is refused too', async () => {
    await place.claim('ben', 'ben');
    for (let ask = 0; ask < 30; ask++) await assert.rejects(place.claim('ana', 'ben'), TAKEN);
    await assertNothingChanges(() => place.claim('ana', 'ana'), 'tooManyRequests');
  });

  it('makes one of two renames of a fan wait for the other', async () => {
    await place.claim('ana', 'ana');
    await Promise.all([place.claim('ana', 'left'), place.claim('ana', 'right')]);
    const holders = await Promise.all(['ana', 'left', 'right'].map((key) => place.holder(key)));
    assert.equal(holders.filter((uid) => uid === 'ana').length, 1);
    const { handle } = (await place.data('fans/ana')) as { handle: string };
    assert.equal(await place.holder(handle), 'ana');
  });

  it('gives one handle to one of many', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, number) => place.claim(`fan-${number}`, 'the_one')),
    );
    const winners = outcomes.flatMap(({ status }, number) => (status === 'fulfilled' ? [`fan-${number}`] : []));
    assert.deepEqual(winners, [await place.holder('the_one')]);
  });

  it('does nothing for a fan who was erased, and leaves nothing of them', async () => {
    await place.claim('ana-uid', 'first');
    await place.claim('ana-uid', 'ana_costa');
    const { code } = await place.code('ana-uid');
    await place.erase('ana-uid');
    await place.erase('ana-uid');
    const left = [...memory.documents.keys()].filter((path) => path.includes('ana-uid'));
    assert.deepEqual(
      left.filter((path) => !/^(erasedFans|fans)\/ana-uid(\/state\/(keys|profile|activities))?$/.test(path)),
      [],
    );
    assert.deepEqual(await place.data('fans/ana-uid/state/keys'), { ...NO_KEYS, isErased: true });
    assert.doesNotMatch(stored().replaceAll(/"(erasedFans|fans)[^"]*"/g, ''), /ana-uid/);
    assert.equal(await place.data('fans/ana-uid'), undefined);
    await assertNothingChanges(() => place.claim('ana-uid', 'another'), 'fanErased');
    await assertNothingChanges(() => place.code('ana-uid'), 'fanErased');
    await assert.rejects(place.claim('ben', 'ana_costa'), TAKEN);
    place.later(30);
    await place.claim('ben', 'ana_costa');
    // An invitation leads to nobody, for good.
    const codes = [code, 'BBBBBBBBBB'].values();
    assert.deepEqual(await place.code('ben', () => codes.next().value ?? assert.fail()), { code: 'BBBBBBBBBB' });
  });
});

describe('an erasure while a call is under way', () => {
  it('leaves the fan nothing, wherever it comes between', async () => {
    for (const before of [['tombstone', 'keys'], ['tombstone'], []]) {
      const memory = new MemoryFirestore();
      const place = new KeysPlace(memory.firestore);
      const steps = { tombstone: () => place.leaveTombstone('ana'), keys: () => place.eraseKeys('ana') };
      const left = new Map(Object.entries(steps));
      const run = async (name: string) => {
        const step = left.get(name);
        left.delete(name);
        await step?.();
      };
      memory.before = async (kind, paths) => {
        if (kind === 'commit' && paths.includes('handles/ana')) for (const name of before) await run(name);
      };
      const outcome = await place.claim('ana', 'ana').catch((error: { code: string }) => error.code);
      assert.deepEqual(outcome, before.includes('keys') ? 'fanErased' : { handle: 'ana' });
      for (const name of Object.keys(steps)) await run(name);
      assert.equal(await place.holder('ana'), null);
      assert.equal(await place.data('fans/ana'), undefined);
    }
  });
});

describe('the referral code of a fan', () => {
  it('is made once, and is nobody else’s', async () => {
    const place = new KeysPlace(new MemoryFirestore().firestore);
    const { code } = await place.code('ana');
    assert.match(code, /^[0-9A-HJKMNP-TV-Z]{10}$/);
    assert.deepEqual(await place.code('ana'), { code });
    const codes = [code, code, 'CCCCCCCCCC'].values();
    assert.deepEqual(await place.code('ben', () => codes.next().value ?? assert.fail()), { code: 'CCCCCCCCCC' });
    assert.equal((await place.data(`referralCodes/${code}`))?.['uid'], 'ana');
  });
});
