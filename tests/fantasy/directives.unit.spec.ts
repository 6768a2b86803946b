import assert from 'node:assert/strict';
import {
  directContest,
  directiveSchema,
  moveLockSchema,
  reopenContestSchema,
} from '@fanfold/fantasy/calls/direct-contest';
import { saveEntry, saveEntrySchema } from '@fanfold/fantasy/calls/save-entry';
import { DIRECTIVES, type DirectiveKind, directivesDocumentSchema } from '@fanfold/fantasy/scorer/directives';
import { AUDITED } from '@fanfold/kit/calls';
import { callable } from '@fanfold/kit/calls';
import { OPS, assertRefused, callOf } from '../support/calls.ts';
import { ContestInMemory, MATCH, START } from './contest-in-memory.ts';

const EVENING = '2030-01-08T20:00:00.000Z';
const INPUT = { contestId: MATCH, reason: 'A row of another match.' };
const SCHEMAS = {
  reopenContest: reopenContestSchema,
  moveLock: moveLockSchema,
  voidContest: directiveSchema,
  holdSettlement: directiveSchema,
  settleContest: directiveSchema,
};
/** What each kind takes at least. */
const inputOf = (kind: DirectiveKind) => (kind === 'moveLock' ? { ...INPUT, until: EVENING } : INPUT);

describe('directives of ops', () => {
  let contest: ContestInMemory;

  beforeEach(async () => {
    contest = new ContestInMemory();
    await contest.announce();
  });

  const call = (kind: DirectiveKind, uid: string | undefined, input: object) =>
    callOf(
      callable<{ contestId: string; reason: string; until?: string | null }, unknown>(SCHEMAS[kind], (parsed, caller) =>
        directContest(contest.memory.firestore, caller, kind, parsed, () => contest.now),
      ),
    )(uid, input);

  /** The call is refused and leaves everything as it was. */
  async function assertHarmless(kind: DirectiveKind, uid: string | undefined, input: object, code: string) {
    const before = new Map(contest.memory.documents);
    const details = await assertRefused(call(kind, uid, input), code);
    assert.deepEqual(contest.memory.documents, before);
    return details;
  }

  /** Saves a team of a fan who has none. */
  const save = (uid: string) => {
    const players = contest.document()?.['players'] as { id: string; teamId: string; role: string }[];
    // One wicket keeper, and of the others as many as the rules want of each role and side.
    const of = (teamId: string, role: string, count: number) =>
      players.filter((player) => player.teamId === teamId && player.role === role).slice(0, count);
    const sides = ['H', 'A'].flatMap((side) => [
      ...of(side, 'wicketKeeper', side === 'H' ? 1 : 0),
      ...of(side, 'batter', 2),
      ...of(side, 'allRounder', 1),
      ...of(side, 'bowler', 2),
    ]);
    const picks = sides.map(({ id }) => id);
    const [captain = '', viceCaptain = ''] = picks;
    const input = { contestId: MATCH, revision: 0, picks, captain, viceCaptain };
    const saving = callable(saveEntrySchema, (parsed, caller) =>
      saveEntry(contest.memory.firestore, caller, parsed, () => contest.now),
    );
    return callOf(saving)(uid, input);
  };

  /** The scorer hears of a directive by the document that it writes. */
  const follow = () => contest.scorer.showTerms(MATCH);

  it('open a contest that was locked by mistake: fans save at once, and see it with the next commit', async () => {
    contest.now = new Date('2030-01-01T12:00:00.000Z');
    await contest.change({ status: 'live' });
    await contest.type('1');
    await contest.takeBack('1');
    await contest.change({ status: 'scheduled' });
    assert.equal(contest.lock.status, 'locked');
    await assertRefused(save('ana'), 'contestLocked');

    const receipt = await call('reopenContest', OPS, INPUT);
    assert.deepEqual(receipt, { contestId: MATCH, status: 'open', lockAt: START, warning: null });
    assert.deepEqual(contest.lock, { status: 'open', lockAt: START, isLocked: false });
    await save('ana');
    await follow();
    assert.deepEqual(contest.lock, { status: 'open', lockAt: START, isLocked: false });
    assert.equal(contest.document('/live/leaderboard'), undefined);
    assert.equal(contest.document()?.['salt'], null);
    await save('ben');
    contest.now = new Date(START);
    await assertRefused(save('cleo'), 'contestLocked');
    await contest.scorer.tick(MATCH);
    assert.equal(contest.lock.status, 'locked');
  });

  it('open a contest in live play until a time, with a warning; balls do not lock it before', async () => {
    contest.now = new Date(START);
    await contest.type('1');
    const receipt = await call('reopenContest', OPS, { ...INPUT, until: '2030-01-08T21:00:00+01:00' });
    assert.deepEqual(receipt, { contestId: MATCH, status: 'open', lockAt: EVENING, warning: 'livePlay' });
    await contest.type('2');
    assert.deepEqual(contest.lock, { status: 'open', lockAt: EVENING, isLocked: false });
    await save('ana');
    contest.now = new Date(EVENING);
    await contest.scorer.tick(MATCH);
    assert.deepEqual(contest.lock, { status: 'locked', lockAt: EVENING, isLocked: true });
    assert.equal(contest.document()?.['salt'], 'salt');
  });

  it('reach an instance that has held the match all along, by its next commit', async () => {
    const other = contest.startScorer();
    await other.tick(MATCH);
    await call('voidContest', OPS, INPUT);
    await other.tick(MATCH);
    await contest.type('1');
    assert.equal(contest.lock.status, 'void');
    await other.showTerms(MATCH);
    assert.equal(contest.lock.status, 'void');
  });

  it('move the lock, and nobody saves between that time and the commit that locks', async () => {
    const until = '2030-01-01T13:00:00.000Z';
    await call('moveLock', OPS, { ...INPUT, until });
    await follow();
    assert.equal(contest.lock.lockAt, until);
    await save('ana');
    contest.now = new Date(until);
    assert.equal(contest.lock.isLocked, false);
    assert.deepEqual(await assertRefused(save('ben'), 'contestLocked'), {
      code: 'contestLocked',
      status: 'open',
      lockAt: until,
    });
  });

  it('are not needed to refuse a save when the match is over, whose start was typed late', async () => {
    await save('ana');
    await contest.change({ status: 'finished', final: true, eventCount: 240 });
    assert.equal(contest.lock.isLocked, true);
    await assertRefused(save('ben'), 'contestLocked');
    await assertHarmless('reopenContest', OPS, { ...INPUT, until: EVENING }, 'contestOver');
    await contest.change({ status: 'scheduled', final: false, eventCount: null });
    await save('ben');
  });

  it('make a contest void at once', async () => {
    await call('voidContest', OPS, INPUT);
    assert.equal(contest.document('/state/lock')?.['status'], 'void');
    await assertRefused(save('ana'), 'contestLocked');
  });

  it('hold a settlement, and settle it as it is though the count is wrong', async () => {
    await contest.enter(3);
    contest.now = new Date(START);
    await contest.type('1');
    await call('holdSettlement', OPS, INPUT);
    await contest.change({ status: 'finished', final: true, eventCount: 1 });
    assert.deepEqual([contest.lock.status, contest.document()?.['settlement']], ['final', 0]);
    await contest.change({ eventCount: 2 });
    assert.equal(contest.lock.status, 'locked');

    await call('settleContest', OPS, { ...INPUT, reason: 'The second row was never typed.' });
    await follow();
    assert.deepEqual([contest.lock.status, contest.document()?.['settlement']], ['final', 1]);
    const settlement = contest.document('/settlements/000001');
    assert.deepEqual([settlement?.['entries'], settlement?.['salt']], [3, 'salt']);
    await assertHarmless('voidContest', OPS, INPUT, 'contestSettled');
    await assertHarmless('holdSettlement', OPS, INPUT, 'contestSettled');
    for (const kind of ['reopenContest', 'moveLock'] as const)
      await assertHarmless(kind, OPS, { ...INPUT, until: '2030-01-08T21:00:00.000Z' }, 'contestSettled');
    // A correction is settled by itself.
    await contest.type('2', { runs: 6 });
    assert.equal(contest.document()?.['settlement'], 2);
  });

  it('are kept with who, when and why, the latest ones; one that holds already writes nothing', async () => {
    const audit = () => directivesDocumentSchema.parse(contest.document('/state/directives')).audit;
    await call('moveLock', OPS, { ...INPUT, until: EVENING, reason: '  Rain. ' });
    const record = { at: contest.now.toISOString(), uid: OPS, directive: 'moveLock', until: EVENING, reason: 'Rain.' };
    assert.deepEqual(audit(), [record]);
    const before = new Map(contest.memory.documents);
    await call('moveLock', OPS, { ...INPUT, until: EVENING });
    assert.deepEqual(contest.memory.documents, before);
    for (let minute = 0; minute < AUDITED; minute++)
      await call('moveLock', OPS, { ...INPUT, until: `2030-01-08T15:${String(minute).padStart(2, '0')}:00Z` });
    assert.equal(audit().length, AUDITED);
    assert.equal(audit()[0]?.until, '2030-01-08T15:00:00.000Z');
  });

  for (const kind of DIRECTIVES) {
    it(`are for ops only, with a reason and a contest: ${kind}`, async () => {
      const input = inputOf(kind);
      await assertHarmless(kind, undefined, input, 'signInRequired');
      await assertHarmless(kind, 'ana', input, 'opsRequired');
      await assertHarmless(kind, 'ana', { ...input, contestId: 'none' }, 'opsRequired');
      await assertHarmless(kind, OPS, { ...input, contestId: 'none' }, 'contestNotFound');
      const { reason: _, ...without } = input;
      for (const odd of [
        without,
        { ...input, reason: ' ' },
        { ...input, reason: 'x'.repeat(501) },
        { ...input, contestId: 'a/b' },
        { ...input, contestId: 1 },
        { ...input, until: 'tomorrow' },
        { ...input, until: 1_900_000_000_000 },
        { ...input, force: true },
      ])
        await assertHarmless(kind, OPS, odd, 'invalidInput');
    });
  }

  it('name a contest whose match is not known here', async () => {
    contest.memory.documents.delete(`matches/${MATCH}/state/fantasy`);
    await assertHarmless('voidContest', OPS, INPUT, 'contestNotFound');
  });

  it('are refused where they say nothing: moveLock without a time, settleContest before the match is over', async () => {
    await assertHarmless('moveLock', OPS, INPUT, 'invalidInput');
    await assertHarmless('settleContest', OPS, INPUT, 'matchNotOver');
    await assertHarmless('reopenContest', OPS, { ...INPUT, until: '2029-01-01T00:00:00Z' }, 'untilPassed');
    contest.now = new Date(START);
    await contest.type('1');
    await assertHarmless('reopenContest', OPS, INPUT, 'untilRequired');
    await assertHarmless('moveLock', OPS, { ...INPUT, until: EVENING }, 'contestLocked');
  });
});
