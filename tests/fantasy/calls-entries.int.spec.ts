import assert from 'node:assert/strict';
import { dumpFirestore } from '@fanfold/emulators/start/documents';
import { type Contest, type Team, T20_RULES, picksOf } from '@fanfold/game/fantasy';
import type { EntryReceipt } from '@fanfold/fantasy/calls/save-entry';
import { FieldValue, Timestamp } from 'firebase-admin/firestore';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { type Outcome, answersOf, assertRefused, codesOf, outcomeOf } from '../support/calls.ts';
import { type FanCalls, fanCalls, heldUp } from './fan-calls.ts';
import { BEFORE, CONTEST, LOCK, PATH, START, contest, openContest, teamInput, teams } from './open-contest.ts';

const [team, other] = teams(2) as [Team, Team];
const ENTRY = `${PATH}/entries/ana_1`;

describe('saving a team', () => {
  let firestore: TestFirestore;
  let calls: FanCalls;
  let now: Date;

  beforeEach(() => {
    firestore = openFirestore();
    now = BEFORE;
    calls = fanCalls(firestore.db, () => now);
  });
  afterEach(() => firestore.close());

  /** The call is refused and leaves everything as it was. */
  async function assertHarmless(uid: string | undefined, input: unknown, code: string) {
    const before = await dumpFirestore(firestore.db);
    const details = await assertRefused(calls.saveEntry(uid, input), code);
    assert.deepEqual(await dumpFirestore(firestore.db), before);
    return details;
  }

  it('keeps it under the fan and answers with a receipt', async () => {
    await openContest(firestore.db);
    const receipt = await calls.saveEntry('ana', teamInput(team));
    const savedAt = BEFORE.toISOString();
    assert.deepEqual(receipt, { contestId: CONTEST, entryId: 'ana_1', revision: 1, savedAt });
    const { savedAt: kept, busyUntil, ...entry } = (await firestore.db.doc(ENTRY).get()).data() ?? {};
    assert.equal((kept as Timestamp).toDate().toISOString(), savedAt);
    assert.ok(busyUntil > kept);
    const { captain, viceCaptain } = team;
    const fan = { uid: 'ana', n: 1 };
    const picks = picksOf(contest.rules, team);
    assert.deepEqual(entry, { ...fan, picks, captain, viceCaptain, powerUps: [], revision: 1 });
  });

  it('takes thirty changes in a row, then one every two seconds', async () => {
    await openContest(firestore.db);
    for (let revision = 0; revision < 30; revision++)
      await calls.saveEntry('ana', teamInput(revision % 2 === 0 ? team : other, revision));
    const { retryAfterSeconds } = await assertHarmless('ana', teamInput(team, 30), 'tooManyRequests');
    assert.equal(retryAfterSeconds, 2);
    // The last call once more is no change.
    assert.equal((await calls.saveEntry('ana', teamInput(other, 29))).revision, 30);
    await calls.saveEntry('ben', teamInput(team));
    now = new Date(now.getTime() + 2_000);
    assert.equal((await calls.saveEntry('ana', teamInput(team, 30))).revision, 31);
    await assertHarmless('ana', teamInput(other, 31), 'tooManyRequests');
  });

  it('keeps the power-ups that were used before ops opened the contest again', async () => {
    await openContest(firestore.db);
    await calls.saveEntry('ana', teamInput(team));
    const powerUps = [
      { kind: 'triple', playerId: team.captain, multiplier: 3, since: { period: 1, unit: 4 }, units: 5 },
    ];
    await firestore.db.doc(ENTRY).update({ powerUps, revision: 2 });
    assert.equal((await calls.saveEntry('ana', teamInput(other, 2))).revision, 3);
    assert.deepEqual((await firestore.db.doc(ENTRY).get()).get('powerUps'), powerUps);
  });

  it('takes a change of a team that an earlier release has saved', async () => {
    await openContest(firestore.db);
    await calls.saveEntry('ana', teamInput(team));
    await firestore.db.doc(ENTRY).update({ busyUntil: FieldValue.delete() });
    assert.equal((await calls.saveEntry('ana', teamInput(other, 1))).revision, 2);
  });

  const closed: [why: string, fields: Partial<Contest & { lockedAt: Timestamp }>, at: Date][] = [
    ['the lock has fallen', { lockedAt: Timestamp.fromDate(BEFORE) }, BEFORE],
    ['the match has started and the lock is late', {}, START],
    ['it is locked', { status: 'locked' }, BEFORE],
    ['it is final', { status: 'final' }, BEFORE],
    ['it is void', { status: 'void' }, BEFORE],
  ];
  for (const [why, fields, at] of closed) {
    it(`is over once ${why}, for new teams and for known ones`, async () => {
      await openContest(firestore.db);
      await calls.saveEntry('ana', teamInput(team));
      await openContest(firestore.db, fields);
      now = at;
      await assertHarmless('ana', teamInput(other, 1), 'contestLocked');
      await assertHarmless('ben', teamInput(team), 'contestLocked');
    });
  }

  it('needs a contest, and as many teams as it allows', async () => {
    await openContest(firestore.db);
    await assertHarmless('ana', { ...teamInput(team), contestId: 'none' }, 'contestNotFound');
    const details = await assertHarmless('ana', { ...teamInput(team), n: 2 }, 'tooManyEntries');
    assert.equal(details['entriesPerFan'], 1);
    await openContest(firestore.db, { rules: { ...T20_RULES, entriesPerFan: 2 } });
    assert.equal((await calls.saveEntry('ana', { ...teamInput(team), n: 2 })).entryId, 'ana_2');
  });

  const [first = '', second = '', ...rest] = team.picks;
  const invalid: [why: string, input: object, problems: string[]][] = [
    ['a player who is not in the match', { picks: ['stranger', second, ...rest] }, ['unknownPlayer']],
    ['a player named like a property of objects', { picks: ['__proto__', second, ...rest] }, ['unknownPlayer']],
    ['a player twice', { picks: [first, first, ...rest] }, ['duplicatePlayer']],
    ['one player too few', { picks: [second, ...rest] }, ['wrongCount']],
    ['nobody', { picks: [] }, ['wrongCount', 'captainNotPicked', 'viceCaptainNotPicked']],
    ['a captain who is not in the team', { captain: 'stranger' }, ['captainNotPicked']],
    ['one captain for both', { viceCaptain: team.captain }, ['captainIsViceCaptain']],
  ];
  for (const [why, input, expected] of invalid) {
    it(`refuses ${why}`, async () => {
      await openContest(firestore.db);
      const details = await assertHarmless('ana', { ...teamInput(team), ...input }, 'invalidTeam');
      const codes = (details['problems'] as { code: string }[]).map(({ code }) => code);
      for (const code of expected) assert.ok(codes.includes(code), `${code} is not among ${codes.join(', ')}`);
    });
  }

  it('refuses a team over budget, and says what it costs', async () => {
    await openContest(firestore.db, { rules: { ...T20_RULES, budget: 100 } });
    const details = await assertHarmless('ana', teamInput(team), 'invalidTeam');
    const [problem, ...others] = details['problems'] as { code: string; message: string }[];
    assert.deepEqual([problem?.code, others], ['overBudget', []]);
    assert.match(problem?.message ?? '', /there are 10\.0\.$/);
  });

  it('refuses input that is none', async () => {
    await openContest(firestore.db);
    const input = teamInput(team);
    const withProto = `{"__proto__": {"uid": "ben"}, ${JSON.stringify(input).slice(1)}`;
    const nameless = { ...input, name: ' \u200b ' };
    const enemy = [null, [], 'null', {}, withProto, nameless, { ...input, contestId: '../x' }, { ...input, n: 1e308 }];
    for (const each of enemy) await assertHarmless('ana', each, 'invalidInput');
    // NaN is null in JSON.
    await assertHarmless('ana', { ...input, revision: NaN }, 'invalidInput');
    await assertHarmless('ana', { ...input, picks: Array(5_000).fill('player') }, 'inputTooLarge');
    await assertHarmless(undefined, input, 'signInRequired');
  });

  it('cannot touch the team of another fan', async () => {
    await openContest(firestore.db);
    await calls.saveEntry('ana', teamInput(team));
    const kept = await firestore.db.doc(ENTRY).get();
    await assertHarmless('ben', { ...teamInput(other, 1), uid: 'ana' }, 'invalidInput');
    await assertHarmless('ben', { ...teamInput(other, 1), entryId: 'ana_1' }, 'invalidInput');
    // The revision of another's team is not one of his own.
    await assertHarmless('ben', teamInput(other, 1), 'staleRevision');
    assert.equal((await calls.saveEntry('ben', teamInput(other))).entryId, 'ben_1');
    assert.ok((await firestore.db.doc(ENTRY).get()).isEqual(kept));
  });

  it('answers a repeat with the same receipt and writes nothing', async () => {
    await openContest(firestore.db);
    const receipt = await calls.saveEntry('ana', teamInput(team));
    const { updateTime } = await firestore.db.doc(ENTRY).get();
    now = new Date(BEFORE.getTime() + 1000);
    assert.deepEqual(await calls.saveEntry('ana', teamInput(team)), receipt);
    assert.deepEqual((await firestore.db.doc(ENTRY).get()).updateTime, updateTime);
  });

  it('brings back no old team by a replayed call', async () => {
    await openContest(firestore.db);
    await calls.saveEntry('ana', teamInput(team));
    await calls.saveEntry('ana', teamInput(other, 1));
    assert.equal((await assertHarmless('ana', teamInput(team), 'staleRevision'))['revision'], 2);
    await assertHarmless('ana', teamInput(team, 7), 'staleRevision');
    assert.equal((await calls.saveEntry('ana', teamInput(team, 2))).revision, 3);
    // The first call asks for what there is by now, and still is an old one.
    await assertHarmless('ana', teamInput(team), 'staleRevision');
  });

  it('lets one of 200 calls of a fan at once through', async () => {
    await openContest(firestore.db);
    const inputs = teams(200).map((each) => teamInput(each));
    const outcomes = await Promise.all(inputs.map((input) => outcomeOf(calls.saveEntry('ana', input))));
    const accepted = outcomes.flatMap((outcome, at) => ('answer' in outcome ? [inputs[at]] : []));
    assert.equal(new Set(accepted.map((input) => JSON.stringify(input))).size, 1);
    for (const code of codesOf(outcomes)) assert.match(code, /^(staleRevision|tryAgain)$/);
    const entry = await firestore.db.doc(ENTRY).get();
    assert.equal(entry.get('revision'), 1);
    assert.deepEqual(entry.get('picks'), picksOf(contest.rules, accepted[0] ?? { ...team, picks: [] }));
    // The emulator lets them wait for each other's locks.
  });

  it('refuses or keeps a team between whose reading and writing the lock falls', async () => {
    const { db } = firestore;
    await openContest(db);
    let lock: Promise<unknown> | undefined;
    const held = heldUp(db, async () => {
      lock ??= db.doc(LOCK).update({ lockedAt: BEFORE.toISOString(), status: 'locked' });
      // Time for the lock to fall, if nothing holds it: it must wait for the save, or the save for it.
      const trips = async () => {
        for (let trip = 0; trip < 50; trip++) await db.doc('elsewhere/1').get();
      };
      await Promise.race([lock, trips()]);
    });
    const outcome = await outcomeOf(fanCalls(held, () => now).saveEntry('ana', teamInput(team)));
    await lock;
    const [entry, locked] = await db.getAll(db.doc(ENTRY), db.doc(LOCK));
    assert.equal(entry?.exists, 'answer' in outcome);
    assert.ok(locked?.updateTime);
    if (entry?.updateTime) assert.ok(entry.updateTime.valueOf() < locked.updateTime.valueOf());
  });

  it('refuses or keeps each team that is on its way when the lock falls', async () => {
    const { db } = firestore;
    await openContest(db);
    let lock: Promise<unknown> | undefined;
    let isLocked = false;
    const outcomes: Outcome<EntryReceipt>[] = [];
    // Each fan after the one before him, until two have met the lock.
    const saveOneByOne = async (_: unknown, line: number) => {
      for (let fan = 0, late = 0; late < 2; fan++) {
        if (isLocked) late++;
        outcomes.push(await outcomeOf(calls.saveEntry(`fan${line}-${fan}`, teamInput(team))));
        if (outcomes.length !== 50) continue;
        lock = db.doc(LOCK).update({ lockedAt: BEFORE.toISOString(), status: 'locked' });
        void lock.finally(() => (isLocked = true));
      }
    };
    await Promise.all(Array.from({ length: 20 }, saveOneByOne));
    await lock;
    const receipts = answersOf(outcomes).map(({ entryId }) => entryId);
    assert.ok(codesOf(outcomes).filter((code) => code === 'contestLocked').length >= 40);
    for (const code of codesOf(outcomes)) assert.match(code, /^(contestLocked|tryAgain)$/);
    const entries = await db.collection(`${PATH}/entries`).get();
    assert.deepEqual(entries.docs.map(({ id }) => id).sort(), receipts.sort());
    const { updateTime: locked } = await db.doc(LOCK).get();
    assert.ok(locked);
    for (const { id, updateTime } of entries.docs) assert.ok(updateTime.valueOf() < locked.valueOf(), `${id} is late`);
  });
});
