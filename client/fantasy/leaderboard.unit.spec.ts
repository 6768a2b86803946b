import assert from 'node:assert/strict';
import { namedLeaderboard } from './leaderboard.ts';

describe('the leaderboard with names', () => {
  const row = { n: 1, points: 100, rank: 1 };
  const board = { seq: 3, rev: 7, top: ['ana', 'ben', 'ana'].map((uid, at) => ({ ...row, uid, n: at + 1 })) };
  const shown = (names: Parameters<typeof namedLeaderboard>[1]) =>
    namedLeaderboard(board, names)?.top.map(({ name, avatar }) => [name, avatar]);

  it('calls every entry of a fan the same', () => {
    const fans = [
      { uid: 'ben', name: 'Ben', avatar: 'fox' },
      { uid: 'ana', name: 'Ana', avatar: 'lion' },
    ];
    assert.deepEqual(shown({ fans }), [
      ['Ana', 'lion'],
      ['Ben', 'fox'],
      ['Ana', 'lion'],
    ]);
  });

  it('is there before its names are', () => {
    const nameless = ['', ''];
    assert.deepEqual(shown(null), [nameless, nameless, nameless]);
    assert.deepEqual(shown({ fans: [{ uid: 'ben', name: 'Ben', avatar: 'fox' }] }), [
      nameless,
      ['Ben', 'fox'],
      nameless,
    ]);
    assert.equal(namedLeaderboard(null, { fans: [] }), null);
  });
});
