import assert from 'node:assert/strict';
import { LEAGUE_MEMBERS, type League } from '@fanfold/fantasy/calls/decide-league';
import { dumpFirestore } from '@fanfold/emulators/start/documents';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { answersOf, assertRefused, codesOf, outcomeOf } from '../support/calls.ts';
import { type FanCalls, fanCalls } from './fan-calls.ts';

const NEW = { name: 'Office' };
const CODE = '01ABCDEFGH';

describe('leagues', () => {
  let firestore: TestFirestore;
  let calls: FanCalls;
  let now: Date;

  beforeEach(() => {
    firestore = openFirestore();
    now = new Date('2026-06-01T12:00:00Z');
    calls = fanCalls(firestore.db, () => now);
  });
  afterEach(() => firestore.close());

  /** Everything but the counts of calls. */
  async function contents(): Promise<Record<string, unknown>> {
    const all = Object.entries(await dumpFirestore(firestore.db));
    return Object.fromEntries(all.filter(([path]) => !path.startsWith('rateLimits/')));
  }

  async function assertHarmless(call: () => Promise<unknown>, code: string) {
    const before = await contents();
    const details = await assertRefused(call(), code);
    assert.deepEqual(await contents(), before);
    return details;
  }

  async function leagueOf(leagueId: string): Promise<League | undefined> {
    return (await firestore.db.doc(`leagues/${leagueId}`).get()).data() as League | undefined;
  }

  /** A league `l` with the code CODE and these members, written directly. */
  async function seedLeague(members: readonly string[]): Promise<void> {
    await firestore.db.doc('leagues/l').set({ name: 'Seeded', code: CODE, owner: members[0], members });
    await firestore.db.doc(`leagueCodes/${CODE}`).set({ leagueId: 'l' });
  }

  const fans = (count: number) => Array.from({ length: count }, (_, number) => `fan${number}`);

  it('begin with their owner and a code', async () => {
    const { leagueId, code } = await calls.createLeague('ana', NEW);
    assert.match(code, /^[0-9A-HJKMNP-TV-Z]{10}$/);
    assert.deepEqual(await leagueOf(leagueId), { name: 'Office', code, owner: 'ana', members: ['ana'] });
    assert.deepEqual((await firestore.db.doc(`leagueCodes/${code}`).get()).data(), { leagueId });
    const another = await calls.createLeague('ana', NEW);
    assert.notEqual(another.code, code);
    assert.notEqual(another.leagueId, leagueId);
  });

  it('are joined by the code as people type it', async () => {
    await seedLeague(['ana']);
    for (const [number, code] of [CODE, 'ol-abcd-efgh', ' oI ABCD efgh '].entries())
      assert.deepEqual(await calls.joinLeague(`fan${number}`, { code }), { leagueId: 'l' });
    const league = await leagueOf('l');
    assert.deepEqual(league?.members, ['ana', ...fans(3)]);
    assert.equal(league.owner, 'ana');
  });

  it('are joined once', async () => {
    await seedLeague(['ana']);
    const answer = await calls.joinLeague('ben', { code: CODE });
    const before = await firestore.db.doc('leagues/l').get();
    assert.deepEqual(await calls.joinLeague('ben', { code: CODE }), answer);
    assert.ok((await firestore.db.doc('leagues/l').get()).isEqual(before));
  });

  it('are not found by what is no code, or no league’s', async () => {
    await seedLeague(['ana']);
    const wrong = [
      '',
      'a/bcdefghj',
      'a/b/c/d/ef',
      '..',
      '__proto__',
      '0000000000',
      '01ABCDEFGU',
      `${CODE}0`,
      'leagues/l',
    ];
    for (const [number, code] of wrong.entries())
      await assertHarmless(() => calls.joinLeague(`fan${number}`, { code }), 'leagueNotFound');
  });

  it('take no input that is none', async () => {
    await seedLeague(['ana']);
    const invalid: (() => Promise<unknown>)[] = [
      () => calls.createLeague('ana', { ...NEW, name: ' ' }),
      () => calls.createLeague('ana', { ...NEW, owner: 'ben' }),
      () => calls.createLeague('ana', { ...NEW, avatar: 'lion' }),
      () => calls.joinLeague('ben', { code: 1234567890 }),
      () => calls.joinLeague('ben', { code: 'x'.repeat(41) }),
      () => calls.joinLeague('ben', { code: CODE, uid: 'ana' }),
      () => calls.leaveLeague('ana', { leagueId: 'l/members/ana' }),
      () => calls.leaveLeague('ana', { leagueId: 'l', uid: 'ana' }),
    ];
    for (const call of invalid) await assertHarmless(call, 'invalidInput');
    await assertHarmless(() => calls.joinLeague(undefined, { code: CODE }), 'signInRequired');
  });

  it('take nobody who is erased', async () => {
    await seedLeague(['ana']);
    await firestore.db.doc('erasedFans/ben').set({ at: now });
    await assertHarmless(() => calls.joinLeague('ben', { code: CODE }), 'fanErased');
    await assertHarmless(() => calls.createLeague('ben', NEW), 'fanErased');
  });

  it('answer 10 tries to join in 10 minutes, the wrong ones too', async () => {
    await seedLeague(['ana']);
    const join = (uid: string, code: string) => calls.joinLeague(uid, { code });
    for (let n = 0; n < 10; n++) await assertRefused(join('ben', '0000000000'), 'leagueNotFound');
    now = new Date(now.getTime() + 9 * 60_000);
    const details = await assertHarmless(() => join('ben', CODE), 'tooManyRequests');
    assert.equal(details['retryAfterSeconds'], 60);
    await join('eve', CODE);
    now = new Date(now.getTime() + 60_000);
    await join('ben', CODE);
    assert.deepEqual((await leagueOf('l'))?.members, ['ana', 'eve', 'ben']);
  });

  it('begin 5 times an hour, however many calls come at once', async () => {
    const outcomes = await Promise.all(fans(8).map(() => outcomeOf(calls.createLeague('ana', NEW))));
    assert.ok(answersOf(outcomes).length <= 5);
    for (const code of codesOf(outcomes)) assert.match(code, /^(tooManyRequests|tryAgain)$/);
    const leagues = await firestore.db.collection('leagues').get();
    assert.equal(leagues.size, answersOf(outcomes).length);
  });

  it('are 50 of a fan', async () => {
    await seedLeague(['ana']);
    const batch = firestore.db.batch();
    for (const id of fans(49)) batch.set(firestore.db.doc(`leagues/${id}`), { members: ['ben'] });
    await batch.commit();
    await calls.joinLeague('ben', { code: CODE });
    // Where he is already, he may come again.
    await calls.joinLeague('ben', { code: CODE });
    await assertHarmless(() => calls.createLeague('ben', { name: 'One more' }), 'tooManyLeagues');
    const { code } = await calls.createLeague('ana', NEW);
    await assertHarmless(() => calls.joinLeague('ben', { code }), 'tooManyLeagues');
  });

  it('have 100 members: one of two gets the last place', async () => {
    await seedLeague(fans(99));
    const join = (uid: string) => outcomeOf(calls.joinLeague(uid, { code: CODE }));
    const outcomes = await Promise.all([join('ben'), join('eve')]);
    assert.equal(answersOf(outcomes).length, 1);
    assert.deepEqual(codesOf(outcomes), ['leagueFull']);
    const league = await leagueOf('l');
    assert.equal(new Set(league?.members).size, LEAGUE_MEMBERS);
    // A member of a full one is a member.
    assert.deepEqual(await join('fan7'), { answer: { leagueId: 'l' } });
  });

  it('lose nobody of those who join at once', async () => {
    await seedLeague(fans(95));
    const others = Array.from({ length: 10 }, (_, number) => `other${number}`);
    const outcomes = await Promise.all(
      others.map(async (uid) => ({ uid, outcome: await outcomeOf(calls.joinLeague(uid, { code: CODE })) })),
    );
    const joined = outcomes.flatMap(({ uid, outcome }) => ('answer' in outcome ? [uid] : []));
    for (const code of codesOf(outcomes.map(({ outcome }) => outcome))) assert.match(code, /^(leagueFull|tryAgain)$/);
    const members = (await leagueOf('l'))?.members ?? [];
    assert.ok(members.length <= LEAGUE_MEMBERS);
    assert.deepEqual(members.slice(95).sort(), joined.sort());
  });

  it('go to who has been there longest when the owner leaves, and with the last one', async () => {
    await seedLeague(['ana', 'ben', 'eve']);
    await calls.leaveLeague('ana', { leagueId: 'l' });
    const league = await leagueOf('l');
    assert.deepEqual([league?.owner, league?.members], ['ben', ['ben', 'eve']]);
    await calls.leaveLeague('eve', { leagueId: 'l' });
    assert.equal((await leagueOf('l'))?.owner, 'ben');
    assert.deepEqual(await calls.leaveLeague('ben', { leagueId: 'l' }), { leagueId: 'l' });
    assert.deepEqual(await contents(), {});
  });

  it('are left by members only, and again without harm', async () => {
    await seedLeague(['ana', 'ben']);
    const before = await contents();
    for (const leagueId of ['l', 'none', '__proto']) {
      assert.deepEqual(await calls.leaveLeague('eve', { leagueId }), { leagueId });
    }
    assert.deepEqual(await contents(), before);
  });

  it('are gone or go on when one joins while the last one leaves', async () => {
    await seedLeague(['ana']);
    const [left, joined] = await Promise.all([
      outcomeOf(calls.leaveLeague('ana', { leagueId: 'l' })),
      outcomeOf(calls.joinLeague('ben', { code: CODE })),
    ]);
    assert.ok('answer' in left);
    if ('answer' in joined) {
      const league = await leagueOf('l');
      assert.deepEqual([league?.owner, league?.members], ['ben', ['ben']]);
    } else {
      assert.equal(joined.code, 'leagueNotFound');
      assert.deepEqual(await contents(), {});
    }
  });
});
