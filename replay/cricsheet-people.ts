import type { SquadRole, SquadRow } from '@fanfold/game/match';
import type { CricsheetFile } from './cricsheet-format.ts';

/** Players of a Cricsheet file are named; the registry gives them ids that are the same in all files. */
export interface CricsheetPeople {
  idOf(name: string): string;
  teamId(name: string): string;
  squads: SquadRow[];
  inSquad(name: string): boolean;
}

export function cricsheetPeople({ info, innings }: CricsheetFile, matchId: string): CricsheetPeople {
  const registry = info.registry?.people ?? {};
  const idOf = (name: string) => `cs-${registry[name] ?? slug(name)}`;
  const teamId = (name: string) => `cs-team-${slug(name)}`;
  const deliveries = innings.flatMap(({ overs }) => overs ?? []).flatMap((over) => over.deliveries);
  const bowlers = new Set(deliveries.map(({ bowler }) => bowler));
  const keepers = new Set(
    deliveries
      .flatMap(({ wickets }) => wickets ?? [])
      .filter(({ kind }) => kind === 'stumped')
      .flatMap(({ fielders }) => (fielders ?? []).map(({ name }) => name)),
  );
  const squads = new Map<string, SquadRow>();
  for (const team of info.teams) {
    for (const [index, name] of (info.players?.[team] ?? []).entries()) {
      const role: SquadRole = keepers.has(name)
        ? 'wicketKeeper'
        : !bowlers.has(name)
          ? 'batter'
          : index < 7
            ? 'allRounder'
            : 'bowler';
      // Prices are invented: the earlier in the order, the dearer.
      const price = Math.max(60, 105 - index * 4);
      const row = {
        matchId,
        playerId: idOf(name),
        teamId: teamId(team),
        name,
        role,
        price,
        starting: true,
        shirt: index + 1,
      };
      squads.set(row.playerId, row);
    }
  }
  return { idOf, teamId, squads: [...squads.values()], inSquad: (name) => squads.has(idOf(name)) };
}

export function slug(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^a-zA-Z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
  return plain.slice(0, 40) || Buffer.from(name).toString('hex').slice(0, 40);
}
