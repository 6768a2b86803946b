import assert from 'node:assert/strict';
import { MemoryFirestore } from '../../kit/testing/memory-firestore.ts';
import { caller } from '../testing/keys-place.ts';
import { MOST_FOLLOWED, followingPath } from './documents.ts';
import { eraseFollowing } from './erase-following.ts';
import { followFan, followTeam } from './follow.ts';

describe('following', () => {
  let memory: MemoryFirestore;
  let now: Date;

  beforeEach(async () => {
    memory = new MemoryFirestore();
    now = new Date('2026-06-01T12:00:00Z');
    for (const uid of ['ana', 'ben', 'cleo']) await memory.doc(`fans/${uid}`).set({ name: uid });
  });

  const fan = (uid: string, other: string, isFollowed = true) =>
    followFan(memory.firestore, caller(uid), { uid: other }, isFollowed, () => now);
  const team = (uid: string, teamId: string, isFollowed = true) =>
    followTeam(memory.firestore, caller(uid), { teamId }, isFollowed, () => now);
  const followed = (uid: string) => memory.documents.get(followingPath(uid))?.data;
  const later = (seconds: number) => (now = new Date(now.getTime() + seconds * 1_000));
  const stored = () => JSON.stringify([...memory.documents].map(([path, { data }]) => [path, data]));

  async function assertNothingChanges(work: () => Promise<unknown>, code?: string) {
    const before = stored();
    if (code === undefined) await work();
    else await assert.rejects(work, { code });
    assert.equal(stored(), before);
  }

  it('keeps fans and teams in one document, in their order', async () => {
    await fan('ana', 'cleo');
    assert.deepEqual(await fan('ana', 'ben'), { followed: 2 });
    assert.deepEqual(await team('ana', 'reds'), { followed: 1 });
    const { fans, teams } = followed('ana') ?? {};
    assert.deepEqual([fans, teams], [['cleo', 'ben'], ['reds']]);
    assert.deepEqual(await fan('ana', 'cleo', false), { followed: 1 });
    assert.deepEqual(await team('ana', 'reds', false), { followed: 0 });
    assert.deepEqual(followed('ana')?.['fans'], ['ben']);
  });

  it('changes nothing when it is repeated', async () => {
    await fan('ana', 'ben');
    await assertNothingChanges(() => fan('ana', 'ben'));
    await assertNothingChanges(() => fan('ana', 'cleo', false));
    await assertNothingChanges(() => team('ana', 'reds', false));
  });

  it('is refused with a code, and nothing moves', async () => {
    await assertNothingChanges(() => fan('ana', 'ana'), 'cannotFollowOneself');
    await assertNothingChanges(() => fan('ana', 'nobody'), 'fanNotFound');
    await memory.doc('erasedFans/ben').set({ rev: 1 });
    await assertNothingChanges(() => fan('ana', 'ben'), 'fanNotFound');
    await assertNothingChanges(() => fan('ben', 'ana'), 'fanErased');
    await assertNothingChanges(() => team('ben', 'reds'), 'fanErased');
  });

  it('ends at as many as a page can watch, and takes another one for one that is left', async () => {
    const { fans: most } = MOST_FOLLOWED;
    for (let n = 0; n < most; n++) {
      await memory.doc(`fans/fan${n}`).set({ name: 'Fan' });
      later(10);
      await fan('ana', `fan${n}`);
    }
    later(10);
    await assertNothingChanges(() => fan('ana', 'ben'), 'tooManyFollowed');
    await fan('ana', 'fan0', false);
    later(10);
    assert.deepEqual(await fan('ana', 'ben'), { followed: most });
    const bytes = JSON.stringify(followed('ana')).length + most * ('x'.repeat(200).length - 'fan0'.length);
    assert.ok(bytes < 100_000);
  });

  it('takes sixty changes in a row, then one every ten seconds', async () => {
    for (let n = 0; n < 30; n++) for (const isFollowed of [true, false]) await fan('ana', 'ben', isFollowed);
    await assertNothingChanges(() => team('ana', 'reds'), 'tooManyRequests');
    later(10);
    await team('ana', 'reds');
  });

  it('leaves nothing of a fan who is erased, in the lists of many', async () => {
    const followers = Array.from({ length: 250 }, (_, n) => `follower${n}`);
    for (const uid of followers) await fan(uid, 'ana');
    await fan('ana', 'ben');
    await fan('ben', 'cleo');
    await memory.doc('erasedFans/ana').set({ rev: 1 });
    for (let time = 0; time < 2; time++) await eraseFollowing(memory.firestore, 'ana');
    assert.equal(followed('ana'), undefined);
    for (const uid of followers) assert.deepEqual(followed(uid)?.['fans'], []);
    assert.deepEqual(followed('ben')?.['fans'], ['cleo']);
  });

  it('is not begun after the erasure has looked', async () => {
    let times = 0;
    memory.before = async (kind, paths) => {
      if (kind !== 'commit' || !paths.includes(followingPath('ana')) || times++ > 0) return;
      await memory.doc('erasedFans/ben').set({ rev: 1 });
      await eraseFollowing(memory.firestore, 'ben');
    };
    await assert.rejects(fan('ana', 'ben'), { code: 'fanNotFound' });
    assert.equal(followed('ana'), undefined);
  });
});
