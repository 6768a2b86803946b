import assert from 'node:assert/strict';
import { directFan, fanDirectiveSchema, type FanDirectiveReceipt } from '@fanfold/fans/calls/direct-fan';
import { setProfile, setProfileSchema } from '@fanfold/fans/calls/set-profile';
import { FAN_DIRECTIVES, type FanDirective, type PublicProfile } from '@fanfold/fans/profile/profile';
import { maskedName } from '@fanfold/game/fans';
import { dumpFirestore } from '@fanfold/emulators/start/documents';
import { callable } from '@fanfold/kit/calls';
import { type Call, OPS, answersOf, assertRefused, callOf, outcomeOf } from '../support/calls.ts';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';

const ANA = { name: 'ශ්‍රී Ana', avatar: 'lion' };
const WHY = { uid: 'ana', reason: 'An insult.' };
const NOW = new Date('2026-06-01T12:00:00Z');

describe('calls on profiles', () => {
  let firestore: TestFirestore;
  let rename: Call<PublicProfile>;
  let direct: Record<FanDirective, Call<FanDirectiveReceipt>>;

  beforeEach(() => {
    firestore = openFirestore();
    const { db } = firestore;
    const now = () => NOW;
    rename = callOf(callable(setProfileSchema, (input, caller) => setProfile(db, caller, input, now)));
    const one = (kind: FanDirective) =>
      callOf(callable(fanDirectiveSchema, (input, caller) => directFan(db, caller, kind, input, now)));
    direct = { maskName: one('maskName'), unmaskName: one('unmaskName'), eraseFan: one('eraseFan') };
  });
  afterEach(() => firestore.close());

  async function shown(uid: string) {
    return (await firestore.db.doc(`fans/${uid}`).get()).data();
  }

  async function assertHarmless(call: () => Promise<unknown>, code: string) {
    const before = await dumpFirestore(firestore.db);
    await assertRefused(call(), code);
    assert.deepEqual(await dumpFirestore(firestore.db), before);
  }

  it('show a name, mask it, and show the latest one again', async () => {
    assert.deepEqual(await rename('ana', ANA), { ...ANA, rev: 1 });
    assert.deepEqual(await shown('ana'), { ...ANA, rev: 1 });
    const masked = maskedName('ana');
    assert.deepEqual(await direct.maskName(OPS, WHY), { uid: 'ana', name: masked });
    assert.equal((await rename('ana', { name: 'Anna', avatar: 'fox' })).name, masked);
    assert.deepEqual(await shown('ana'), { name: masked, avatar: 'fox', rev: 3 });
    assert.deepEqual(await direct.unmaskName(OPS, WHY), { uid: 'ana', name: 'Anna' });
    assert.deepEqual(await shown('ana'), { name: 'Anna', avatar: 'fox', rev: 4 });
  });

  it('erase a fan, so that nothing brings them back', async () => {
    await rename('ana', ANA);
    await rename('ben', { name: 'Ben', avatar: 'fox' });
    assert.deepEqual(await direct.eraseFan(OPS, WHY), { uid: 'ana', name: null });
    assert.equal(await shown('ana'), undefined);
    assert.equal((await shown('ben'))?.['name'], 'Ben');
    assert.doesNotMatch(JSON.stringify(await dumpFirestore(firestore.db)), /ශ්/);
    await assertHarmless(() => rename('ana', ANA), 'fanErased');
    await assertHarmless(() => direct.maskName(OPS, WHY), 'fanErased');
    await assertHarmless(() => direct.unmaskName(OPS, WHY), 'fanErased');
    assert.deepEqual(await direct.eraseFan(OPS, WHY), { uid: 'ana', name: null });
  });

  it('answer a repeat as before, and write nothing', async () => {
    await rename('ana', ANA);
    await direct.maskName(OPS, WHY);
    const before = await dumpFirestore(firestore.db);
    await rename('ana', ANA);
    await direct.maskName(OPS, { ...WHY, reason: 'Once more.' });
    assert.deepEqual(await dumpFirestore(firestore.db), before);
  });

  it('lose no change when many come at once', async () => {
    const names = Array.from({ length: 5 }, (_, number) => ({ name: `Ana ${number}`, avatar: 'lion' }));
    const outcomes = await Promise.all([
      ...names.map((each) => outcomeOf(rename('ana', each))),
      outcomeOf(direct.maskName(OPS, WHY)),
    ]);
    const { rev, name } = (await shown('ana')) as unknown as PublicProfile;
    assert.equal(rev, answersOf<unknown>(outcomes).length);
    assert.ok(outcomes.every((outcome) => 'answer' in outcome || outcome.code === 'tryAgain'));
    const isMasked = 'answer' in (outcomes.at(-1) ?? {});
    assert.equal(name === maskedName('ana'), isMasked);
  });

  it('are refused without the claim, the fan or the reason, and nothing moves', async () => {
    await rename('ana', ANA);
    for (const kind of FAN_DIRECTIVES) {
      await assertHarmless(() => direct[kind]('ana', WHY), 'opsRequired');
      await assertHarmless(() => direct[kind](undefined, WHY), 'signInRequired');
      for (const wrong of [
        null,
        {},
        { uid: 'ana' },
        { ...WHY, reason: ' ' },
        { ...WHY, reason: 'x'.repeat(501) },
        { ...WHY, uid: 'a/b' },
        { ...WHY, uid: '..' },
        { ...WHY, uid: '' },
        { ...WHY, more: 1 },
      ])
        await assertHarmless(() => direct[kind](OPS, wrong), 'invalidInput');
    }
  });

  it('take no name or picture that is none, and nobody’s but the caller’s', async () => {
    await rename('ana', ANA);
    for (const wrong of [
      null,
      {},
      { name: 'Ana' },
      { ...ANA, name: ' ' },
      { ...ANA, name: 'Fanfold Admin' },
      { ...ANA, name: 'evil.com' },
      { ...ANA, name: 'a\u202eb' },
      { ...ANA, avatar: '../x' },
      { ...ANA, uid: 'ben' },
      { ...ANA, isMasked: false },
    ])
      await assertHarmless(() => rename('ana', wrong), 'invalidInput');
    await assertHarmless(() => rename(undefined, ANA), 'signInRequired');
  });
});
