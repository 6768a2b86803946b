import assert from 'node:assert/strict';
import type { EntryRecord } from '@fanfold/fantasy/entries/entry-record';
import { Killed } from '../folding/instance.ts';
import { ContestInMemory, MATCH, PLAYERS, START } from './contest-in-memory.ts';

describe('who is told that they lead when play begins', () => {
  let contest: ContestInMemory;

  beforeEach(async () => {
    contest = new ContestInMemory();
    await contest.announce();
    await contest.enter(5);
    contest.now = new Date(START);
  });

  /** A better team than all others, saved just before the lock; no scorer hears of it. */
  async function enterLate(): Promise<void> {
    const picks = PLAYERS.slice(0, 11).map((playerId) => ({ playerId, multiplier: playerId === 'p0' ? 2 : 1 }));
    const late: EntryRecord = { id: 'late_1', revision: 1, picks, powerUps: [] };
    await contest.scorer.writer.enter(MATCH, MATCH, late);
  }

  /** The scorer dies when it has committed the lock, before it looks who has entered. */
  async function dieLocked(): Promise<void> {
    contest.memory.before = (kind, paths) => {
      if (kind !== 'read' || !contest.lock.isLocked || !paths.includes(`matches/${MATCH}/state/entries`)) return;
      contest.memory.before = () => undefined;
      throw new Killed('locked');
    };
    await assert.rejects(contest.type('1', { runs: 4 }), Killed);
  }

  const leaders = () =>
    contest.published.activities.filter(({ kind }) => kind === 'fantasy.lead').map(({ uid }) => uid);

  it('is nobody who leads only those that the scorer knew at the first ball', async () => {
    await enterLate();
    for (const ball of ['1', '2']) await contest.type(ball, { runs: 4 });
    assert.deepEqual(leaders(), ['late']);
    assert.equal(contest.document('/live/standings')?.['entries'], 6);
  });

  it('is who leads with the second ball, when nobody has entered since', async () => {
    await contest.type('1', { runs: 4 });
    await contest.type('2', { runs: 4 });
    assert.deepEqual(leaders(), ['fan0']);
  });

  for (const [which, enter, leader] of [
    ['late', enterLate, 'late'],
    ['early', () => Promise.resolve(), 'fan0'],
  ] as const)
    it(`is who has entered ${which} and leads, though the instance dies that locks the contest`, async () => {
      await enter();
      await dieLocked();
      await contest.type('2', { runs: 4 }, contest.startScorer());
      assert.deepEqual(leaders(), [leader]);
    });
});
