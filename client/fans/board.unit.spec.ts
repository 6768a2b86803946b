import assert from 'node:assert/strict';
import { encodeRanks, rankTable } from '@fanfold/game/ranks';
import { type BoardHeader, type OwnXp, deriveBoard } from './board.ts';

const WEEK: BoardHeader = {
  kind: 'week',
  key: '2026-11-30',
  country: null,
  team: null,
  closesAt: '2026-12-08T00:00:00.000Z',
  status: 'open',
};
const standings = { fans: 4, ranks: encodeRanks(rankTable([50, 30, 30, 10])) };
const top = [{ uid: 'a', name: 'Ana', avatar: 'lion', points: 50, rank: 1 }];
const own = (ofWeek: number): OwnXp => ({
  xp: 500,
  weeks: { '2026-11-30': ofWeek },
  seasons: {},
  country: 'DE',
  team: null,
});

describe('a board', () => {
  const mine = (header: BoardHeader, xp: OwnXp | null) => deriveBoard(header, standings, top, 'me', xp)?.mine;

  it('says where the caller stands, to the place', () => {
    assert.deepEqual(mine(WEEK, own(30)), { points: 30, rank: 2, tied: 2 });
    assert.deepEqual(mine(WEEK, own(10)), { points: 10, rank: 4, tied: 1 });
    assert.deepEqual(mine({ ...WEEK, country: 'DE' }, own(50)), { points: 50, rank: 1, tied: 1 });
  });

  it('says it of points that the ranks do not have yet', () => {
    assert.deepEqual(mine(WEEK, own(40)), { points: 40, rank: 2, tied: 1 });
  });

  it('has no place for who has no XP in its time, plays for others, or has done nothing', () => {
    assert.equal(mine(WEEK, own(0)), null);
    assert.equal(mine({ ...WEEK, country: 'IN' }, own(30)), null);
    assert.equal(mine({ ...WEEK, team: 't1' }, own(30)), null);
    assert.equal(mine(WEEK, null), null);
  });

  it('goes by its last leaderboard once it is closed', () => {
    const closed = { ...WEEK, status: 'closed' as const };
    assert.equal(mine(closed, own(70)), null);
    assert.deepEqual(deriveBoard(closed, standings, top, 'a', own(70))?.mine, { points: 50, rank: 1, tied: 1 });
  });

  it('is none where there is none', () => {
    assert.equal(deriveBoard(null, null, null, 'me', own(1)), null);
  });
});
