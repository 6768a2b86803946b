import type { CricketScorecard } from '../cricket/scorecard.ts';
import type { FootballScorecard } from '../football/scorecard.ts';
import type { MatchStatus, Sport } from './rows.ts';

export interface Team {
  id: string;
  name: string;
  short: string;
}

/** Where a match stands, as printed. */
export interface ScoreLine {
  status: MatchStatus;
  /** E.g. `207/4 (20)` or `3`; an empty string before the team has one. */
  score: { home: string; away: string };
  /** E.g. `2nd innings, 14.3 ov`, `63'`, `HT`, `FT`. */
  clock: string;
}

/** `matches/{m}`: what a list of matches shows. It changes with the score line, not with every row: a pass of the ball leaves it as it is. */
export interface MatchHeader extends ScoreLine {
  sport: Sport;
  competition: string;
  season: string;
  venue: string;
  home: Team;
  away: Team;
  startsAt: string;
  final: boolean;
  /** One sentence, e.g. `Sunrisers Hyderabad won by 35 runs`; null until there is one. */
  result: string | null;
}

export type Scorecard = CricketScorecard | FootballScorecard;

export type MomentKind =
  | 'wicket'
  | 'four'
  | 'six'
  | 'fifty'
  | 'hundred'
  | 'fiveWickets'
  | 'hatTrick'
  | 'inningsStart'
  | 'inningsEnd'
  | 'goal'
  | 'ownGoal'
  | 'penaltyGoal'
  | 'penaltyMissed'
  | 'yellowCard'
  | 'redCard'
  | 'substitution'
  | 'periodStart'
  | 'periodEnd'
  | 'result';

/** `matches/{m}/moments/{id}`: one entry of the timeline fans read. */
export interface Moment {
  /** A valid document id; the same fact has the same id under every order of arrival and after corrections. See `momentOfRow`, `momentOfFact`. */
  id: string;
  kind: MomentKind;
  /** Sorts as text in match order: see `momentOrder`. */
  order: string;
  /** As printed: `14.3` (overs) or `63'`, `45+2'`. */
  clock: string;
  team: string | null;
  playerId: string | null;
  name: string | null;
  /** One sentence a fan understands without the rest of the page. */
  text: string;
  /** The score after it, as printed. */
  score: string;
}

/** What fans see of one match: a pure function of its rows. */
export interface MatchView {
  header: MatchHeader;
  scorecard: Scorecard;
  moments: Moment[];
}
