import { type PointsTimeline, T20_RULES, T20_SCORING, encodeTimeline } from '@fanfold/game/fantasy';
import { encodeRanks, rankTable } from '@fanfold/game/ranks';
import type { LiveContest, LiveEntry, LiveLeague, Standings } from '../fantasy/documents.ts';

/** Documents for specs: two players, two overs, and a field of scores. */

export const TIMELINE: PointsTimeline = {
  sport: 'cricket',
  seq: 3,
  periods: [{ period: 1, first: 0, last: 1 }],
  rows: [
    { period: 1, unit: 0, ball: 1, awards: [{ playerId: 'a', rule: 'run', points: 400 }] },
    {
      period: 1,
      unit: 1,
      ball: 2,
      awards: [
        { playerId: 'b', rule: 'wicket', points: 2500 },
        { playerId: 'z', rule: 'duck', points: -200 },
      ],
    },
  ],
};

export function contest(set: Partial<LiveContest> = {}): LiveContest {
  const player = { teamId: 'H', role: 'batter', price: 80, starting: true } as const;
  return {
    id: 'm',
    matchId: 'm',
    name: 'Home v Away',
    sport: 'cricket',
    home: { id: 'H', name: 'Home', short: 'HOM' },
    away: { id: 'A', name: 'Away', short: 'AWY' },
    startsAt: '2026-06-01T14:00:00.000Z',
    status: 'locked',
    rules: T20_RULES,
    scoring: T20_SCORING,
    prizes: { tiers: [] },
    players: [
      { ...player, id: 'a', name: 'Ana' },
      { ...player, id: 'b', name: 'Ben' },
    ],
    lineupsKnown: true,
    settlement: 0,
    rev: 7,
    locked: true,
    lockAt: '2026-06-01T14:00:00.000Z',
    salt: null,
    ...set,
  };
}

/** As the scorer commits them: the sequence number stands beside the packed timeline. */
export function standings(scores: readonly number[], timeline = TIMELINE): Standings {
  const { seq } = timeline;
  return {
    seq,
    rev: 7,
    entries: scores.length,
    reading: { period: 1, unit: 1, at: Date.parse('2026-06-01T14:05:00.000Z'), takenBackAt: null },
    clock: '',
    timeline: encodeTimeline({ ...timeline, seq: 0 }),
    ranks: encodeRanks(rankTable(scores)),
  };
}

export function entry(uid: string, set: Partial<LiveEntry> = {}): LiveEntry {
  return {
    id: `${uid}_1`,
    uid,
    n: 1,
    picks: [
      { playerId: 'a', multiplier: 2 },
      { playerId: 'b', multiplier: 1 },
    ],
    powerUps: [],
    captain: 'a',
    viceCaptain: '',
    revision: 1,
    savedAt: '2026-06-01T12:00:00.000Z',
    ...set,
  };
}

export function league(members: readonly string[]): LiveLeague {
  return { id: 'l', name: 'The office', code: '0123456789', owner: members[0] ?? '', members: [...members] };
}
