import { endingOf } from '../match/ending.ts';
import type { MatchRow, SquadRow } from '../match/rows.ts';
import type { Contest, ContestPlayer, ContestRules, ContestStatus } from './contest.ts';
import { type ContestDirectives, NO_DIRECTIVES } from './directives.ts';
import type { PrizeTable } from './prizes.ts';
import type { Scoring } from './scoring.ts';

/** What is agreed before a contest opens and does not follow from the match. */
export interface ContestTerms {
  /** Null: called after the match. */
  name: string | null;
  rules: ContestRules;
  scoring: Scoring;
  prizes: PrizeTable;
}

export interface ContestProgress {
  /** The lock has fallen. */
  locked: boolean;
  /** Number of the latest settlement, 0 before the first. */
  settlement: number;
  /** None when left out. */
  directives?: ContestDirectives;
}

/** The public document of a contest. */
export function contestOf(
  match: MatchRow,
  squads: readonly SquadRow[],
  events: number,
  terms: ContestTerms,
  { locked, settlement, directives = NO_DIRECTIVES }: ContestProgress,
): Contest {
  const players = squads.map(playerOf).sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    matchId: match.id,
    name: terms.name ?? `${match.homeName} v ${match.awayName}`,
    sport: match.sport,
    home: { id: match.homeTeamId, name: match.homeName, short: match.homeShort },
    away: { id: match.awayTeamId, name: match.awayName, short: match.awayShort },
    startsAt: match.startsAt,
    status: statusOf(match, events, locked, directives),
    rules: terms.rules,
    scoring: terms.scoring,
    prizes: terms.prizes,
    players,
    lineupsKnown: players.some(({ starting }) => starting),
    settlement,
  };
}

/** A contest ends as its match does, unless ops have said otherwise. */
export function statusOf(
  match: MatchRow,
  events: number,
  locked: boolean,
  { isVoid, settlement }: Pick<ContestDirectives, 'isVoid' | 'settlement'> = NO_DIRECTIVES,
): ContestStatus {
  if (isVoid) return 'void';
  const counted = settlement === 'asIs' ? { ...match, eventCount: events } : match;
  return endingOf(counted, events) ?? (locked ? 'locked' : 'open');
}

function playerOf({ playerId, name, teamId, role, price, starting }: SquadRow): ContestPlayer {
  return { id: playerId, name, teamId, role, price, starting };
}
