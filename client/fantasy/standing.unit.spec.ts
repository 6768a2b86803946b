import assert from 'node:assert/strict';
import { scoreEntry } from '@fanfold/game/fantasy';
import { deriveStanding, unpackStandings } from './standing.ts';
import { TIMELINE, contest, entry, standings } from '../testing/fantasy.ts';

describe('how a fan stands', () => {
  const field = [5000, 3300, 3300, 100];

  it('has points and rank from one document', () => {
    const own = entry('me');
    const standing = deriveStanding(contest(), standings(field), own, null);
    assert.ok(standing);
    const { points, rank, tied, of, seq, rev, reading } = standing;
    assert.equal(points, scoreEntry(own, TIMELINE));
    assert.deepEqual(
      { points, rank, tied, of, seq, rev, reading },
      { points: 3300, rank: 2, tied: 2, of: 4, seq: 3, rev: 7, reading: standings(field).reading },
    );
  });

  it('tells what own players did, newest first, in words', () => {
    const standing = deriveStanding(contest(), standings(field), entry('me'), null);
    assert.deepEqual(
      standing?.timeline.map(({ clock, name, label, multiplier, points }) => [clock, name, label, multiplier, points]),
      [
        ['1.2', 'Ben', 'Wicket', 1, 2500],
        ['0.1', 'Ana', 'Runs', 2, 800],
      ],
    );
  });

  it('says minutes in football', () => {
    const rows = [{ period: 2, unit: 62, ball: 0, awards: [{ playerId: 'a', rule: 'goal', points: 400 }] }];
    const timeline = { ...TIMELINE, sport: 'football', periods: [{ period: 2, first: 45, last: 62 }], rows } as const;
    const live = standings(field, { ...timeline, periods: [...timeline.periods] });
    const standing = deriveStanding(contest({ sport: 'football' }), live, entry('me'), null);
    assert.deepEqual(
      standing?.timeline.map(({ clock, label }) => [clock, label]),
      [["63'", 'Goal']],
    );
  });

  it('counts a power-up from its over on', () => {
    const powerUps = [
      { kind: 'triple', playerId: 'a', multiplier: 3, since: { period: 1, unit: 1 }, units: 5 },
      { kind: 'triple', playerId: 'b', multiplier: 3, since: { period: 1, unit: 1 }, units: 5 },
    ];
    const standing = deriveStanding(contest(), standings(field), entry('me', { powerUps }), null);
    assert.deepEqual([standing?.points, standing?.rank], [800 + 7500, 1]);
  });

  it('is unknown without a team, or standings', () => {
    assert.equal(deriveStanding(contest(), standings(field), null, null), null);
    assert.equal(deriveStanding(contest(), null, entry('me'), null), null);
    assert.equal(deriveStanding(null, standings(field), entry('me'), null), null);
  });

  it('unpacks a state once for all who watch it', () => {
    const live = standings(field);
    assert.equal(unpackStandings(live), unpackStandings(live));
    assert.deepEqual(unpackStandings(live).timeline, TIMELINE);
  });
});
