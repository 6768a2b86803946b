import type { SquadRole, Sport } from '../match/rows.ts';
import type { Team } from '../match/view.ts';
import type { PrizeTable } from './prizes.ts';
import type { Scoring } from './scoring.ts';

export interface Range {
  min: number;
  max: number;
}

export interface ContestRules {
  /** Players of a team. */
  picks: number;
  /** Tenths of a credit, as prices. */
  budget: number;
  /** Players of one of the two sides. */
  perSide: Range;
  /** Players by role; only the roles of the sport. */
  roles: Partial<Record<SquadRole, Range>>;
  /** Multiples of 0.5. */
  captain: number;
  viceCaptain: number;
  /** By kind: whole multiplier, and for how many overs or minutes. */
  powerUps: Record<string, { multiplier: number; units: number }>;
  entriesPerFan: number;
}

export interface ContestPlayer {
  id: string;
  name: string;
  teamId: string;
  role: SquadRole;
  /** Tenths of a credit. */
  price: number;
  /** In the announced line-up; of no meaning before `lineupsKnown`. */
  starting: boolean;
}

/** `open`: teams may be saved. `locked`: play is on, or about to be. `final`: the match is over. `void`: nothing counts. */
export type ContestStatus = 'open' | 'locked' | 'final' | 'void';

/** `contests/{c}` without what a commit adds (`rev`, `lockedAt`). */
export interface Contest {
  matchId: string;
  name: string;
  sport: Sport;
  home: Team;
  away: Team;
  /** ISO 8601, UTC. */
  startsAt: string;
  status: ContestStatus;
  rules: ContestRules;
  scoring: Scoring;
  prizes: PrizeTable;
  players: ContestPlayer[];
  /** Some player is marked as starting: a pick who is not may be changed before lock. */
  lineupsKnown: boolean;
  /** Number of the latest settlement, 0 before the first. */
  settlement: number;
}

/** A row of `contests/{c}/live/leaderboard`; entries with equal points share a rank. */
export interface LeaderboardRow {
  uid: string;
  n: number;
  points: number;
  rank: number;
}
