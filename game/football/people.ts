import type { EventRow, MatchRow, SquadRow } from '../match/rows.ts';
import type { FootballLineup, PlayerRef } from './scorecard.ts';

export interface People {
  player(playerId: string | null): PlayerRef;
  teamName(teamId: string | null): string;
}

export function peopleOf(match: MatchRow, squads: readonly SquadRow[], events: readonly EventRow[]): People {
  const names = new Map<string, string>();
  for (const { detail } of events)
    for (const [id, name] of Object.entries(detail.names ?? {})) names.set(id, String(name));
  for (const { playerId, name } of squads) names.set(playerId, name);
  return {
    player: (playerId) => ({ playerId, name: playerId === null ? 'Unknown' : (names.get(playerId) ?? playerId) }),
    teamName(teamId) {
      if (teamId === match.homeTeamId) return match.homeName;
      return teamId === match.awayTeamId ? match.awayName : (teamId ?? '');
    },
  };
}

const ROLES = ['goalkeeper', 'defender', 'midfielder', 'forward'];

/** Keeper first, then from the back to the front, by shirt number and id. */
export function lineupOf(team: string, teamId: string, squads: readonly SquadRow[]): FootballLineup {
  const players = squads
    .filter((row) => row.teamId === teamId)
    .sort(
      (a, b) =>
        ROLES.indexOf(a.role) - ROLES.indexOf(b.role) ||
        (a.shirt ?? 999) - (b.shirt ?? 999) ||
        (a.playerId < b.playerId ? -1 : 1),
    );
  const of = (starting: boolean) =>
    players
      .filter((row) => row.starting === starting)
      .map(({ playerId, name, role, shirt }) => ({ playerId, name, role, shirt }));
  return { team, starting: of(true), bench: of(false) };
}
