import type { MatchRow, SquadRow } from '../match/rows.ts';

/** Rows for specs: what a test does not speak of is empty. */

export function matchRow(set: Partial<MatchRow> & Pick<MatchRow, 'sport'>): MatchRow {
  return {
    id: 'm',
    competition: 'Cup',
    season: '2026',
    venue: 'Ground',
    homeTeamId: 'H',
    homeName: 'Home',
    homeShort: 'HOM',
    awayTeamId: 'A',
    awayName: 'Away',
    awayShort: 'AWY',
    startsAt: '2026-06-01T14:00:00.000Z',
    status: 'live',
    final: false,
    eventCount: null,
    detail: {},
    ...set,
  };
}

export function squadRow(teamId: string, playerId: string, set: Partial<SquadRow> = {}): SquadRow {
  return {
    matchId: 'm',
    playerId,
    teamId,
    name: `Player ${playerId}`,
    role: 'batter',
    price: 80,
    starting: true,
    shirt: null,
    ...set,
  };
}
