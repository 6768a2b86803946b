import assert from 'node:assert/strict';
import { dumpFirestore } from '@fanfold/emulators/start/documents';
import { directFan } from '@fanfold/fans/calls/direct-fan';
import { MOST_FOLLOWED } from '@fanfold/fans/following/documents';
import { eraseFollowing } from '@fanfold/fans/following/erase-following';
import {
  type FollowReceipt,
  followFan,
  followFanSchema,
  followTeam,
  followTeamSchema,
} from '@fanfold/fans/following/follow';
import { callable } from '@fanfold/kit/calls';
import { type Call, answersOf, assertRefused, callOf, codesOf, outcomeOf } from '../support/calls.ts';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';

const NOW = new Date('2026-06-01T12:00:00Z');
const now = () => NOW;

describe('calls on whom a fan follows', () => {
  let firestore: TestFirestore;
  let follow: Call<FollowReceipt>;
  let unfollow: Call<FollowReceipt>;
  let followTheTeam: Call<FollowReceipt>;

  beforeEach(async () => {
    firestore = openFirestore();
    const { db } = firestore;
    const fanCall = (isFollowed: boolean) =>
      callOf(callable(followFanSchema, (input, caller) => followFan(db, caller, input, isFollowed, now)));
    [follow, unfollow] = [fanCall(true), fanCall(false)];
    followTheTeam = callOf(callable(followTeamSchema, (input, caller) => followTeam(db, caller, input, true, now)));
    for (const uid of ['ana', 'ben', 'cleo']) await db.doc(`fans/${uid}`).set({ name: uid });
  });
  afterEach(() => firestore.close());

  const followed = async (uid: string) => (await firestore.db.doc(`following/${uid}`).get()).data();

  it('keep all that is followed at the same time, each once', async () => {
    const outcomes = await Promise.all([
      outcomeOf(follow('ana', { uid: 'ben' })),
      outcomeOf(follow('ana', { uid: 'ben' })),
      outcomeOf(follow('ana', { uid: 'cleo' })),
      outcomeOf(followTheTeam('ana', { teamId: 'reds' })),
    ]);
    assert.ok(codesOf(outcomes).every((code) => code === 'tryAgain'));
    assert.ok(answersOf(outcomes).length > 0);
    await follow('ana', { uid: 'ben' });
    await follow('ana', { uid: 'cleo' });
    await followTheTeam('ana', { teamId: 'reds' });
    const { fans, teams } = (await followed('ana')) as { fans: string[]; teams: string[] };
    assert.deepEqual([fans.sort(), teams], [['ben', 'cleo'], ['reds']]);
    assert.deepEqual(await unfollow('ana', { uid: 'ben' }), { followed: 1 });
  });

  it('leave nothing of a fan who is erased', async () => {
    const { db } = firestore;
    for (const uid of ['ben', 'cleo']) await follow(uid, { uid: 'ana' });
    await follow('ana', { uid: 'ben' });
    await directFan(db, { uid: 'operator', ops: true, token: {} }, 'eraseFan', { uid: 'ana', reason: 'A test.' }, now);
    await eraseFollowing(db, 'ana');
    assert.equal(await followed('ana'), undefined);
    for (const uid of ['ben', 'cleo']) assert.deepEqual((await followed(uid))?.['fans'], []);
    await assertRefused(follow('ben', { uid: 'ana' }), 'fanNotFound');
    await assertRefused(follow('ana', { uid: 'ben' }), 'fanErased');
  });

  it('are refused with a code where the input is none, and nothing is written', async () => {
    const { db } = firestore;
    const fans = Array.from({ length: MOST_FOLLOWED.fans }, (_, n) => `fan${n}`);
    await db.doc('following/ana').set({ fans, teams: [], busyUntil: null });
    const before = await dumpFirestore(db);
    for (const wrong of [
      null,
      {},
      { uid: '' },
      { uid: 'a/b' },
      { uid: '..' },
      { uid: ['ben'] },
      { uid: 'ben', as: 'cleo' },
    ])
      for (const call of [follow, unfollow]) await assertRefused(call('ana', wrong), 'invalidInput');
    for (const wrong of [null, { uid: 'ben' }, { teamId: 'x'.repeat(201) }])
      await assertRefused(followTheTeam('ana', wrong), 'invalidInput');
    await assertRefused(follow(undefined, { uid: 'ben' }), 'signInRequired');
    await assertRefused(follow('ana', { uid: 'ana' }), 'cannotFollowOneself');
    await assertRefused(follow('ana', { uid: 'nobody' }), 'fanNotFound');
    assert.deepEqual(await assertRefused(follow('ana', { uid: 'ben' }), 'tooManyFollowed'), {
      most: 200,
      code: 'tooManyFollowed',
    });
    assert.deepEqual(await dumpFirestore(db), before);
  });
});
