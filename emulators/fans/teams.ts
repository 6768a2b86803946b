import {
  type Contest,
  type ContestPlayer,
  type ContestRules,
  type Range,
  type Team,
  validateEntry,
} from '@fanfold/game/fantasy';
import type { SquadRole } from '@fanfold/game/match';
import { weighted } from '@fanfold/replay/random';

type Random = () => number;
type Field = Pick<Contest, 'rules' | 'players' | 'home' | 'away'>;

const ATTEMPTS = 500;

/** The squads of a match cannot fill a team. */
export class NoTeamError extends Error {}

/**
 * Makes teams as fans do: valid, and with the same few players in most of them. How often a player is taken falls with his place among the
 * most expensive ones who start.
 *
 * @throws NoTeamError
 */
export function teamMaker(contest: Field, random: Random): () => Team {
  const favourites = [...contest.players].sort(
    (a, b) => Number(b.starting) - Number(a.starting) || b.price - a.price || (a.id < b.id ? -1 : 1),
  );
  const popularity = new Map(favourites.map(({ id }, place) => [id, 1 / (place + 2)]));
  return () => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const players = draw(contest.rules, contest.players, popularity, random);
      const stars = [...players].sort((a, b) => (popularity.get(b.id) ?? 0) - (popularity.get(a.id) ?? 0));
      const captain = weighted(
        random,
        stars.map(({ id }, place) => [id, 1 / (place + 1)]),
      );
      const others = stars.filter(({ id }) => id !== captain);
      const viceCaptain = weighted(
        random,
        others.map(({ id }, place) => [id, 1 / (place + 1)]),
      );
      const team = { picks: players.map(({ id }) => id), captain, viceCaptain };
      if (validateEntry(contest, team).length === 0) return team;
    }
    throw new NoTeamError(
      `${contest.home.name} v ${contest.away.name}: no team of these squads meets the contest's rules`,
    );
  };
}

/** What every role must have first, then players who are liked and still allowed and affordable. */
function draw(
  { picks, roles, budget }: ContestRules,
  players: readonly ContestPlayer[],
  popularity: ReadonlyMap<string, number>,
  random: Random,
): ContestPlayer[] {
  const team: ContestPlayer[] = [];
  let left = budget;
  const cheapest = Math.min(...players.map(({ price }) => price));
  const take = (isAllowed: (player: ContestPlayer) => boolean) => {
    const reserve = (picks - team.length - 1) * cheapest;
    const choices = players.filter(
      (player) => !team.includes(player) && isAllowed(player) && player.price <= left - reserve,
    );
    if (choices.length === 0) return;
    const player = weighted(
      random,
      choices.map((choice) => [choice, popularity.get(choice.id) ?? 0]),
    );
    team.push(player);
    left -= player.price;
  };
  const countOf = (role: SquadRole) => team.filter((player) => player.role === role).length;
  for (const [role, { min }] of Object.entries(roles) as [SquadRole, Range][])
    for (let n = 0; n < min; n++) take((player) => player.role === role);
  for (let n = team.length; n < picks; n++) take(({ role }) => countOf(role) < (roles[role]?.max ?? picks));
  return team;
}
