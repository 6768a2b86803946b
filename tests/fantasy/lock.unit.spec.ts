import assert from 'node:assert/strict';
import { directContest } from '@fanfold/fantasy/calls/direct-contest';
import { OPS } from '../support/calls.ts';
import { ContestInMemory, MATCH, START } from './contest-in-memory.ts';

const TODAY = '2030-01-01T09:00:00.000Z';
const NEXT_DAY = '2030-01-09T14:30:00.000Z';
const OPEN = { status: 'open', lockAt: START, isLocked: false };
const LOCKED = { status: 'locked', lockAt: START, isLocked: true };

describe('the lock of a contest in its documents', () => {
  let contest: ContestInMemory;

  beforeEach(() => (contest = new ContestInMemory()));

  it('opens again when a start that was typed too early is corrected', async () => {
    await contest.announce({ startsAt: TODAY });
    assert.deepEqual(contest.lock, { ...LOCKED, lockAt: TODAY });
    assert.equal(contest.document('/state/lock')?.['status'], 'locked');
    await contest.change({ startsAt: START });
    assert.deepEqual(contest.lock, OPEN);
    const { lockedAt, status, lockAt } = contest.document('/state/lock') ?? {};
    assert.deepEqual([lockedAt, status, lockAt], [null, 'open', START]);
  });

  it('opens again when a row of another match is taken back, and leaves no leaderboard', async () => {
    await contest.announce();
    await contest.type('1');
    assert.deepEqual(contest.lock, LOCKED);
    assert.ok(contest.document('/live/leaderboard'));
    await contest.takeBack('1');
    assert.deepEqual(contest.lock, OPEN);
    assert.equal(contest.document('/live/leaderboard'), undefined);
  });

  it('opens again when rain before the first ball puts the match off', async () => {
    await contest.announce();
    contest.now = new Date('2030-01-08T14:31:00.000Z');
    await contest.scorer.tick(MATCH);
    await contest.type('0', { kind: 'innings' });
    assert.deepEqual(contest.lock, LOCKED);
    await contest.change({ status: 'postponed', startsAt: NEXT_DAY });
    assert.deepEqual(contest.lock, { status: 'void', lockAt: NEXT_DAY, isLocked: false });
    await contest.change({ status: 'scheduled' });
    assert.deepEqual(contest.lock, { ...OPEN, lockAt: NEXT_DAY });
  });

  it('is final with the first ball, and publishes the salt of the draws then', async () => {
    await contest.announce();
    contest.now = new Date(START);
    await contest.scorer.tick(MATCH);
    assert.deepEqual([contest.lock, contest.document()?.['salt']], [LOCKED, null]);
    await contest.type('1');
    assert.equal(contest.document()?.['salt'], 'salt');
    await contest.takeBack('1');
    await contest.change({ startsAt: NEXT_DAY });
    assert.deepEqual(contest.lock, { ...LOCKED, lockAt: NEXT_DAY });
  });

  it('has another salt when operators have opened it again, also when the answer to the commit that locked it was lost', async () => {
    await contest.announce();
    let made = 0;
    const scorer = contest.startScorer(() => `salt ${++made}`);
    contest.now = new Date(START);
    let lost = 0;
    const { memory } = contest;
    const commit = memory.commit.bind(memory);
    memory.commit = async (writes) => {
      const done = await commit(writes);
      if (contest.document()?.['salt'] != null && lost++ === 0) throw Object.assign(new Error('lost'), { code: 14 });
      return done;
    };
    await contest.type('1', {}, scorer);
    assert.equal(lost, 1);
    const shown = contest.document()?.['salt'];
    const until = '2030-01-08T20:00:00.000Z';
    const input = { contestId: MATCH, reason: 'A row of another match.', until };
    await directContest(
      memory.firestore,
      { uid: OPS, ops: true, token: {} },
      'reopenContest',
      input,
      () => contest.now,
    );
    assert.equal(contest.document()?.['salt'], null);
    contest.now = new Date(until);
    await contest.type('2', {}, scorer);
    const salt = contest.document()?.['salt'];
    assert.ok(typeof salt === 'string' && salt !== shown, `${String(salt)} after ${String(shown)}`);
  });

  it('does not fall by a row that opens an innings', async () => {
    await contest.announce({ status: 'live' });
    await contest.type('0', { kind: 'innings' });
    assert.deepEqual(contest.lock, OPEN);
  });

  it('stays in a document that no squad and no ball writes anew', async () => {
    await contest.announce();
    contest.now = new Date(START);
    await contest.type('1');
    const writtenAt = () => contest.memory.documents.get(`contests/${MATCH}/state/lock`)?.updateTime.seconds;
    const before = writtenAt();
    await contest.announce();
    await contest.type('2');
    await contest.enter(3);
    assert.equal(writtenAt(), before);
  });

  it('stays as it is when another instance takes in new entries, cold or overtaken', async () => {
    await contest.announce();
    contest.now = new Date(START);
    await contest.type('1');
    const writtenAt = () =>
      ['', '/state/lock'].map((path) => contest.memory.documents.get(`contests/${MATCH}${path}`)?.updateTime.seconds);
    const before = writtenAt();
    const entered = () => contest.document('/live/standings')?.['entries'];
    await contest.save(3);
    await contest.startScorer().tick(MATCH);
    assert.deepEqual([entered(), writtenAt()], [3, before]);
    await contest.save(5);
    await contest.type('2');
    assert.deepEqual([entered(), writtenAt()], [5, before]);
    assert.ok(contest.document('/live/leaderboard'));
    await contest.save(7);
    const input = { contestId: MATCH, reason: 'A row of another match.', until: '2030-01-08T20:00:00.000Z' };
    await directContest(
      contest.memory.firestore,
      { uid: OPS, ops: true, token: {} },
      'reopenContest',
      input,
      () => contest.now,
    );
    await contest.startScorer().tick(MATCH);
    assert.deepEqual([contest.lock.isLocked, entered(), contest.document('/live/leaderboard')], [false, 7, undefined]);
  });

  it('falls at the time that operators have said, in an instance that has held the match since before', async () => {
    await contest.announce();
    const swept = contest.startScorer();
    await swept.tick(MATCH);
    const until = '2030-01-01T13:00:00.000Z';
    const input = { contestId: MATCH, reason: 'A friendly begins early.', until };
    await directContest(
      contest.memory.firestore,
      { uid: OPS, ops: true, token: {} },
      'moveLock',
      input,
      () => contest.now,
    );
    await contest.scorer.showTerms(MATCH);
    contest.now = new Date(until);
    await swept.lockDue(MATCH);
    assert.deepEqual(contest.lock, { ...LOCKED, lockAt: until });
  });

  it('is the same for an instance that comes cold', async () => {
    await contest.announce();
    contest.now = new Date(START);
    await contest.type('1');
    const fence = () => contest.memory.documents.get(`matches/${MATCH}/state/fantasy`)?.data['rev'] as unknown;
    const before = fence();
    contest.now = new Date('2030-01-08T18:00:00.000Z');
    await contest.startScorer().tick(MATCH);
    assert.equal(fence(), before);
  });
});

describe('crossings of a contest', () => {
  const told = (contest: ContestInMemory) => contest.published.activities.map(({ kind }) => kind);

  it('tell of no lead before a ball is bowled, and never of the top hundred among eighty', async () => {
    const contest = new ContestInMemory();
    await contest.announce();
    await contest.enter(80);
    contest.now = new Date(START);
    await contest.type('0', { kind: 'innings' });
    assert.deepEqual(told(contest), []);
    for (let ball = 1; ball <= 6; ball++) await contest.type(String(ball), { runs: ball });
    assert.deepEqual([...new Set(told(contest))], ['fantasy.lead']);
  });
});
