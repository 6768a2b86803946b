import type { PowerUp } from '@fanfold/game/fantasy';
import type { EntryRecord } from '@fanfold/fantasy/entries/entry-record';
import { weighted } from '@fanfold/replay/random';

type Random = () => number;

export interface EntryOptions {
  /** Share of entries with a power-up. */
  powered?: number;
  /** Periods and units that power-ups may start in. */
  periods?: number;
  units?: number;
}

/** Any `count` teams of 11 of these players, whatever a contest's rules say; some players are held by many more fans than others. */
export function randomEntries(
  random: Random,
  playerIds: readonly string[],
  count: number,
  { powered = 0.3, periods = 2, units = 20 }: EntryOptions = {},
): EntryRecord[] {
  return Array.from({ length: count }, (_, fan) => {
    const team = pickTeam(random, playerIds);
    const picks = team.map((playerId, at) => ({ playerId, multiplier: at === 0 ? 2 : at === 1 ? 1.5 : 1 }));
    const powerUps: PowerUp[] = random() < powered ? [powerUpOf(random, team, periods, units)] : [];
    return { id: `fan${fan}_1`, revision: 1 + powerUps.length, picks, powerUps };
  });
}

/** A power-up of somebody in the team, and now and then of somebody who is not. */
export function powerUpOf(random: Random, team: readonly string[], periods: number, units: number): PowerUp {
  const whole = (below: number) => Math.floor(random() * below);
  return {
    kind: 'triple',
    playerId: random() < 0.05 ? 'nobody' : (team[whole(team.length)] ?? ''),
    multiplier: 2 + whole(3),
    since: { period: 1 + whole(periods), unit: whole(units) },
    units: 1 + whole(8),
  };
}

function pickTeam(random: Random, playerIds: readonly string[]): string[] {
  const left = playerIds.map((id, at) => [id, 1 / (1 + at)] as const);
  const team: string[] = [];
  while (team.length < 11 && left.length > 0) {
    const id = weighted(random, left);
    team.push(id);
    left.splice(
      left.findIndex(([other]) => other === id),
      1,
    );
  }
  return team;
}
