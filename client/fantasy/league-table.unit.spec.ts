import assert from 'node:assert/strict';
import { maskedName } from '@fanfold/game/fans';
import { leagueTable } from './league-table.ts';
import { entry, league, standings } from '../testing/fantasy.ts';

describe('the table of a league', () => {
  const members = league(['none', 'low', 'tied', 'high', 'alsoTied']);
  const profiles = members.members.map((uid) => ({ name: `Fan of ${uid}`, avatar: 'owl', rev: 1 }));
  const team = (uid: string, playerId: string, multiplier: number) =>
    [uid, entry(uid, { picks: [{ playerId, multiplier }] })] as const;
  const entries = new Map([team('low', 'z', 1), team('tied', 'a', 1), team('high', 'b', 1), team('alsoTied', 'a', 1)]);

  it('has competition ranks, and those without a team last', () => {
    const { rows, seq } = leagueTable(members, profiles, standings([]), entries);
    assert.deepEqual(
      rows.map(({ uid, points, rank }) => [uid, points, rank]),
      [
        ['high', 2500, 1],
        ['tied', 400, 2],
        ['alsoTied', 400, 2],
        ['low', -200, 4],
        ['none', null, null],
      ],
    );
    assert.equal(seq, 3);
  });

  it('shows who is in before the lock, in the order of joining', () => {
    const { rows } = leagueTable(members, [null, ...profiles.slice(1)], null, new Map());
    assert.deepEqual(
      rows.map(({ uid, name, avatar, rank }) => [uid, name, avatar, rank]),
      members.members.map((uid, at) =>
        at === 0 ? [uid, maskedName(uid), '', null] : [uid, `Fan of ${uid}`, 'owl', null],
      ),
    );
  });
});
