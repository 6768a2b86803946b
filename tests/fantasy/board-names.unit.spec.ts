import assert from 'node:assert/strict';
import { followProfile } from '@fanfold/fantasy/fans/follow-profile';
import { type ShownFan, nameBoard } from '@fanfold/fantasy/names/board-names';
import { maskedName } from '@fanfold/game/fans';
import type { LeaderboardRow } from '@fanfold/game/fantasy';
import { rebuiltServices } from '@fanfold/tools/rebuild/services';
import { ContestInMemory, MATCH, START } from './contest-in-memory.ts';

const NAMES = `contests/${MATCH}/live/names`;

describe('names on the leaderboard', () => {
  let contest: ContestInMemory;

  beforeEach(async () => {
    contest = new ContestInMemory();
    await contest.announce();
    await contest.enter(3);
    await rename('fan0', 'Ana');
    await rename('fan1', 'Ben');
  });

  const db = () => contest.memory.firestore;
  const rename = (uid: string, name: string) => db().doc(`fans/${uid}`).set({ name, avatar: 'lion', rev: 1 });
  const fans = () => (contest.document('/live/names')?.['fans'] ?? []) as ShownFan[];
  const named = () => Object.fromEntries(fans().map(({ uid, name }) => [uid, name]));
  const onBoard = () => (contest.document('/live/leaderboard')?.['top'] as LeaderboardRow[]).map(({ uid }) => uid);
  const begin = async () => {
    contest.now = new Date(START);
    await contest.type('1');
  };

  /** Documents that are read from now on and have to do with names. */
  function readings(): string[] {
    const read: string[] = [];
    contest.memory.before = (kind, paths) =>
      void (kind === 'read' && read.push(...paths.filter((path) => path.startsWith('fans/') || path === NAMES)));
    return read;
  }

  /** Does something once, when the names are about to be committed. */
  function beforeNames(work: () => Promise<void>): void {
    contest.memory.before = async (kind, paths) => {
      if (kind !== 'commit' || !paths.includes(NAMES)) return;
      contest.memory.before = () => undefined;
      await work();
    };
  }

  it('are those of profiles, and of who has none the one that stands for it; no other document has them', async () => {
    await begin();
    assert.deepEqual(named(), { fan0: 'Ana', fan1: 'Ben', fan2: maskedName('fan2') });
    assert.deepEqual(
      fans()
        .map(({ avatar }) => avatar)
        .sort(),
      ['', 'lion', 'lion'],
    );
    const others = [...contest.memory.documents].filter(([path]) => path !== NAMES && !path.startsWith('fans/'));
    assert.doesNotMatch(JSON.stringify(others.map(([, { data }]) => data)), /"Ana"|"Ben"|"lion"/);
  });

  it('follow a change while the match is on, and stay with the next ball of any instance', async () => {
    await begin();
    await rename('fan0', 'Fan 1234');
    await followProfile(db(), 'fan0');
    assert.equal(named()['fan0'], 'Fan 1234');
    await contest.type('2');
    await contest.type('3', {}, contest.startScorer());
    assert.equal(named()['fan0'], 'Fan 1234');
    assert.deepEqual(Object.keys(named()).sort(), onBoard().sort());
  });

  it('follow a change after the match is settled, also the first name of a fan and the end of one', async () => {
    await begin();
    await contest.change({ status: 'finished', final: true, eventCount: 1 });
    assert.equal(contest.document()?.['settlement'], 1);
    await rename('fan2', 'Cleo');
    await followProfile(db(), 'fan2');
    contest.memory.documents.delete('fans/fan1');
    await followProfile(db(), 'fan1');
    assert.deepEqual(named(), { fan0: 'Ana', fan1: maskedName('fan1'), fan2: 'Cleo' });
  });

  it('are read when others come onto the leaderboard, and not with every ball', async () => {
    await begin();
    const read = readings();
    for (let ball = 2; ball < 8; ball++) await contest.type(String(ball), { runs: 4 });
    assert.deepEqual(read, []);
    await contest.enter(4);
    assert.deepEqual(read, [NAMES, 'fans/fan3']);
  });

  it('hold up no ball: it is committed before they are asked for, and comes again when that fails', async () => {
    contest.memory.before = (kind, paths) => {
      if (kind !== 'read' || !paths.some((path) => path.startsWith('fans/'))) return;
      assert.equal(contest.document('/live/standings')?.['seq'], 1);
      throw Object.assign(new Error('unavailable'), { code: 14 });
    };
    await assert.rejects(begin(), /unavailable/);
    assert.equal(onBoard().length, 3);
    assert.deepEqual(named(), {});
    contest.memory.before = () => undefined;
    await contest.startScorer().tick(MATCH);
    assert.equal(named()['fan0'], 'Ana');
  });

  it('are right when a profile changes between its reading and the commit of the names', async () => {
    beforeNames(async () => {
      await rename('fan0', 'Fan 1234');
      await followProfile(db(), 'fan0');
    });
    await begin();
    assert.equal(named()['fan0'], 'Fan 1234');
  });

  it('are right when others come onto the leaderboard while a profile is followed', async () => {
    await begin();
    await rename('fan0', 'Fan 1234');
    beforeNames(() => contest.enter(4));
    await followProfile(db(), 'fan0');
    assert.deepEqual(named(), { fan0: 'Fan 1234', fan1: 'Ben', fan2: maskedName('fan2'), fan3: maskedName('fan3') });
  });

  it('of an earlier leaderboard that come late take no place of those of a later one', async () => {
    await begin();
    const later = contest.document('/live/names')?.['rev'] as number;
    await nameBoard(db(), MATCH, later - 1, ['fan2']);
    await nameBoard(db(), MATCH, later, ['fan2']);
    assert.deepEqual(Object.keys(named()).sort(), onBoard().sort());
    await nameBoard(db(), MATCH, later + 1, ['fan2']);
    assert.deepEqual(named(), { fan2: maskedName('fan2') });
  });

  it('go with the leaderboard when the contest opens again', async () => {
    contest.now = new Date(START);
    await contest.scorer.tick(MATCH);
    assert.equal(fans().length, 3);
    await contest.change({ startsAt: '2030-01-09T14:30:00.000Z' });
    assert.equal(contest.document('/live/leaderboard'), undefined);
    assert.deepEqual(named(), {});
  });

  it('come back with the leaderboard, by an instance that has written them before others took them away', async () => {
    const other = contest.startScorer();
    contest.now = new Date(START);
    await other.tick(MATCH);
    await contest.change({ startsAt: '2030-01-09T14:30:00.000Z' });
    assert.deepEqual(named(), {});
    contest.now = new Date('2030-01-09T14:30:00.000Z');
    await other.lockDue(MATCH);
    assert.equal(contest.lock.status, 'locked');
    assert.deepEqual(Object.keys(named()).sort(), onBoard().sort());
  });

  it('are taken for no later ones by a contest whose state is gone and made anew', async () => {
    await begin();
    for (const venue of ['a', 'b', 'c', 'd', 'e', 'f']) await contest.change({ venue });
    await contest.startScorer().tick(MATCH);
    contest.memory.documents.delete(`matches/${MATCH}/state/fantasy`);
    const fantasy = rebuiltServices(db())[1] ?? assert.fail();
    await fantasy.store.giveUpRows(MATCH, await fantasy.publishedRev(MATCH));
    const rev = contest.memory.documents.get(`matches/${MATCH}/state/fantasy`)?.data['rev'] as number;
    await nameBoard(db(), MATCH, rev, ['fan0']);
    assert.deepEqual(named(), { fan0: 'Ana' });
  });
});
