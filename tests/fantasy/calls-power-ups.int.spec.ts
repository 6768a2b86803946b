import assert from 'node:assert/strict';
import { dumpFirestore } from '@fanfold/emulators/start/documents';
import { type ContestStatus, type Team, T20_RULES } from '@fanfold/game/fantasy';
import { Timestamp } from 'firebase-admin/firestore';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { answersOf, assertRefused, codesOf, outcomeOf } from '../support/calls.ts';
import { type FanCalls, fanCalls, heldUp } from './fan-calls.ts';
import { BEFORE, CONTEST, PATH, START, openContest, teamInput, teams } from './open-contest.ts';

const [team] = teams(1) as [Team];
const [picked = ''] = team.picks;
const ENTRY = `${PATH}/entries/ana_1`;
const INPUT = { contestId: CONTEST, kind: 'triple', playerId: picked };
const LOCKED = { status: 'locked', lockedAt: Timestamp.fromDate(START) } as const;

describe('using a power-up', () => {
  let firestore: TestFirestore;
  let calls: FanCalls;
  let now: Date;

  beforeEach(async () => {
    firestore = openFirestore();
    now = BEFORE;
    calls = fanCalls(firestore.db, () => now);
    await openContest(firestore.db);
    await calls.saveEntry('ana', teamInput(team));
    await openContest(firestore.db, LOCKED);
  });
  afterEach(() => firestore.close());

  /** This over has just begun. */
  async function standAt(period: number, unit: number): Promise<void> {
    await firestore.db.doc(`${PATH}/live/standings`).set({ reading: { period, unit, at: now.getTime() } });
  }

  async function assertHarmless(uid: string, input: unknown, code: string) {
    const before = await dumpFirestore(firestore.db);
    const details = await assertRefused(calls.powerUp(uid, input), code);
    assert.deepEqual(await dumpFirestore(firestore.db), before);
    return details;
  }

  it('counts from the over after the last known one', async () => {
    await standAt(2, 6);
    const entry = (await firestore.db.doc(ENTRY).get()).data();
    const given = { since: { period: 2, unit: 7 }, units: 5, multiplier: 3 };
    assert.deepEqual(await calls.powerUp('ana', INPUT), {
      contestId: CONTEST,
      entryId: 'ana_1',
      revision: 2,
      ...given,
    });
    const powerUps = [{ kind: 'triple', playerId: picked, ...given }];
    assert.deepEqual((await firestore.db.doc(ENTRY).get()).data(), { ...entry, powerUps, revision: 2 });
  });

  it('counts from the start before anything has happened, by the sport', async () => {
    assert.deepEqual((await calls.powerUp('ana', INPUT)).since, { period: 1, unit: 0 });
  });

  it('counts from a later over when no ball has come since the fan may have seen some, and waits when none comes for long', async () => {
    await standAt(2, 6);
    now = new Date(BEFORE.getTime() + 20 * 60_000 + 1);
    await assertHarmless('ana', INPUT, 'scoresLate');
    now = new Date(BEFORE.getTime() + 6 * 60_000);
    assert.deepEqual((await calls.powerUp('ana', INPUT)).since, { period: 2, unit: 9 });
  });

  it('holds up no ball: the standings are written while it is saved', async () => {
    await standAt(1, 2);
    const held = heldUp(firestore.db, () => standAt(1, 3));
    const { since } = await fanCalls(held, () => now).powerUp('ana', INPUT);
    assert.deepEqual(since, { period: 1, unit: 3 });
  });

  for (const status of ['open', 'final', 'void'] satisfies ContestStatus[]) {
    it(`is refused while the contest is ${status}`, async () => {
      await openContest(firestore.db, { ...LOCKED, status });
      assert.equal((await assertHarmless('ana', INPUT, 'contestNotLive'))['status'], status);
    });
  }

  it('needs a contest, a team of one’s own, and a player of it', async () => {
    await assertHarmless('ana', { ...INPUT, contestId: 'none' }, 'contestNotFound');
    await assertHarmless('ben', INPUT, 'noEntry');
    await assertHarmless('ana', { ...INPUT, n: 2 }, 'noEntry');
    await assertHarmless('ana', { ...INPUT, playerId: 'stranger' }, 'playerNotPicked');
    await assertHarmless('ana', { ...INPUT, playerId: '__proto__' }, 'playerNotPicked');
  });

  it('is one of those on offer', async () => {
    for (const kind of ['double', 'Triple', '__proto__', 'constructor', 'toString', 'hasOwnProperty'])
      await assertHarmless('ana', { ...INPUT, kind }, 'unknownPowerUp');
  });

  it('takes nothing else from the caller', async () => {
    const enemy = [{ since: { period: 1, unit: 0 } }, { multiplier: 100 }, { uid: 'ben' }, { kind: 7 }, { n: 0.5 }];
    for (const each of enemy) await assertHarmless('ana', { ...INPUT, ...each }, 'invalidInput');
  });

  it('is used once, for any player of the team', async () => {
    await standAt(1, 2);
    await calls.powerUp('ana', INPUT);
    await standAt(1, 8);
    const details = await assertHarmless('ana', { ...INPUT, playerId: team.captain }, 'powerUpUsed');
    assert.deepEqual(details['since'], { period: 1, unit: 3 });
    await assertHarmless('ana', INPUT, 'powerUpUsed');
  });

  it('is used once by calls at the same time', async () => {
    const players = team.picks.slice(0, 5);
    const outcomes = await Promise.all(
      players.map((playerId) => outcomeOf(calls.powerUp('ana', { ...INPUT, playerId }))),
    );
    assert.equal(answersOf(outcomes).length, 1);
    for (const code of codesOf(outcomes)) assert.match(code, /^(powerUpUsed|tryAgain)$/);
    const entry = await firestore.db.doc(ENTRY).get();
    assert.deepEqual([(entry.get('powerUps') as unknown[]).length, entry.get('revision')], [1, 2]);
  });

  it('leaves room for another kind', async () => {
    const powerUps = { ...T20_RULES.powerUps, double: { multiplier: 2, units: 10 } };
    await openContest(firestore.db, { ...LOCKED, rules: { ...T20_RULES, powerUps } });
    await calls.powerUp('ana', INPUT);
    const { revision, multiplier, units } = await calls.powerUp('ana', { ...INPUT, kind: 'double' });
    assert.deepEqual([revision, multiplier, units], [3, 2, 10]);
  });
});
