import type { SquadRole } from '../match/rows.ts';
import type { Contest, ContestPlayer, ContestRules } from './contest.ts';
import type { Pick as TeamPick } from './entry.ts';

/** A team as a fan puts it together. */
export interface Team {
  picks: readonly string[];
  captain: string;
  viceCaptain: string;
}

export type ProblemCode =
  | 'wrongCount'
  | 'duplicatePlayer'
  | 'unknownPlayer'
  | 'overBudget'
  | 'tooManyOfSide'
  | 'tooFewOfSide'
  | 'tooManyOfRole'
  | 'tooFewOfRole'
  | 'captainNotPicked'
  | 'viceCaptainNotPicked'
  | 'captainIsViceCaptain';

/** A broken rule; the message is a sentence for the fan. */
export interface Problem {
  code: ProblemCode;
  message: string;
  playerIds?: string[];
}

export const ROLE_NAMES: Readonly<Record<SquadRole, [one: string, many: string]>> = {
  batter: ['batter', 'batters'],
  bowler: ['bowler', 'bowlers'],
  allRounder: ['all-rounder', 'all-rounders'],
  wicketKeeper: ['wicket-keeper', 'wicket-keepers'],
  goalkeeper: ['goalkeeper', 'goalkeepers'],
  defender: ['defender', 'defenders'],
  midfielder: ['midfielder', 'midfielders'],
  forward: ['forward', 'forwards'],
};

/** Every rule that a team breaks; none: it may be saved. */
export function validateEntry(contest: Pick<Contest, 'rules' | 'players' | 'home' | 'away'>, team: Team): Problem[] {
  const { rules } = contest;
  const byId = new Map(contest.players.map((player) => [player.id, player]));
  const ids = [...new Set(team.picks)];
  const players = ids.flatMap((id) => byId.get(id) ?? []);
  return [
    ...countProblems(rules, team, ids, byId),
    ...budgetProblems(rules, players),
    ...sideProblems(contest, players),
    ...roleProblems(contest, players),
    ...captainProblems(team),
  ];
}

/** What a valid team is made of. */
export function picksOf(rules: ContestRules, { picks, captain, viceCaptain }: Team): TeamPick[] {
  return picks.map((playerId) => ({
    playerId,
    multiplier: playerId === captain ? rules.captain : playerId === viceCaptain ? rules.viceCaptain : 1,
  }));
}

function countProblems(
  { picks }: ContestRules,
  team: Team,
  ids: readonly string[],
  byId: ReadonlyMap<string, ContestPlayer>,
): Problem[] {
  const problems: Problem[] = [];
  if (team.picks.length !== picks) {
    problems.push({ code: 'wrongCount', message: `A team has ${picks} players; this one has ${team.picks.length}.` });
  }
  const twice = ids.filter((id) => team.picks.indexOf(id) !== team.picks.lastIndexOf(id));
  if (twice.length > 0) {
    const names = twice.map((id) => byId.get(id)?.name ?? id).join(', ');
    problems.push({ code: 'duplicatePlayer', message: `Picked more than once: ${names}.`, playerIds: twice });
  }
  const unknown = ids.filter((id) => !byId.has(id));
  if (unknown.length > 0) {
    problems.push({ code: 'unknownPlayer', message: 'Some players are in neither squad.', playerIds: unknown });
  }
  return problems;
}

function budgetProblems({ budget }: ContestRules, players: readonly ContestPlayer[]): Problem[] {
  const spent = players.reduce((sum, { price }) => sum + price, 0);
  if (spent <= budget) return [];
  return [{ code: 'overBudget', message: `The team costs ${credits(spent)} credits; there are ${credits(budget)}.` }];
}

function sideProblems(
  { rules: { perSide }, home, away }: Pick<Contest, 'rules' | 'home' | 'away'>,
  players: readonly ContestPlayer[],
): Problem[] {
  return [home, away].flatMap(({ id, name }): Problem[] => {
    const count = players.filter(({ teamId }) => teamId === id).length;
    if (count > perSide.max)
      return [{ code: 'tooManyOfSide', message: `At most ${perSide.max} players of ${name}; these are ${count}.` }];
    if (count < perSide.min)
      return [{ code: 'tooFewOfSide', message: `At least ${perSide.min} of ${name}; these are ${count}.` }];
    return [];
  });
}

/** Nobody must pick a role that the squads, as some feeds have them, do not have. */
function roleProblems(
  { rules: { roles }, players: all }: Pick<Contest, 'rules' | 'players'>,
  players: readonly ContestPlayer[],
): Problem[] {
  return (Object.entries(roles) as [SquadRole, { min: number; max: number }][]).flatMap(
    ([role, { min: wanted, max }]): Problem[] => {
      const count = players.filter((player) => player.role === role).length;
      const min = Math.min(wanted, all.filter((player) => player.role === role).length);
      const name = (number: number) => `${number} ${ROLE_NAMES[role][number === 1 ? 0 : 1]}`;
      if (count > max) return [{ code: 'tooManyOfRole', message: `At most ${name(max)}; these are ${count}.` }];
      if (count < min) return [{ code: 'tooFewOfRole', message: `At least ${name(min)}; these are ${count}.` }];
      return [];
    },
  );
}

function captainProblems({ picks, captain, viceCaptain }: Team): Problem[] {
  const problems: Problem[] = [];
  if (!picks.includes(captain)) problems.push({ code: 'captainNotPicked', message: 'Choose a captain from the team.' });
  if (!picks.includes(viceCaptain))
    problems.push({ code: 'viceCaptainNotPicked', message: 'Choose a vice-captain from the team.' });
  else if (captain === viceCaptain)
    problems.push({ code: 'captainIsViceCaptain', message: 'Captain and vice-captain are two players.' });
  return problems;
}

/** Tenths of a credit as printed. */
function credits(tenths: number): string {
  return (tenths / 10).toFixed(1);
}
