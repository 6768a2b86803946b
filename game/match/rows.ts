/**
 * The rows of one match as the folds see them: the match-scoped tables of `emulators/mysql/schema.sql`, in camelCase,
 * with numbers as numbers. The schema file says what every column means; this file says only what folds rely on.
 */

export type Sport = 'cricket' | 'football';

export type MatchStatus = 'scheduled' | 'live' | 'finished' | 'abandoned' | 'postponed';

/** Row of `matches`. */
export interface MatchRow {
  id: string;
  sport: Sport;
  competition: string;
  season: string;
  venue: string;
  homeTeamId: string;
  homeName: string;
  homeShort: string;
  awayTeamId: string;
  awayName: string;
  awayShort: string;
  /** ISO 8601, UTC. */
  startsAt: string;
  status: MatchStatus;
  /** The scorer has said that no more rows will come. */
  final: boolean;
  /** How many rows of match_events the match has; null before the scorer has counted. A match ends once it has so many; see `endingOf`. */
  eventCount: number | null;
  detail: MatchDetail;
}

/** `matches.detail`: what only one sport has. */
export interface MatchDetail {
  /** Cricket: overs an innings is limited to; absent in matches without a limit. */
  oversPerInnings?: number;
  /** Cricket: legal deliveries in an over; 6 when absent. */
  ballsPerOver?: number;
  toss?: { teamId: string; decision: 'bat' | 'field' };
  /** What the officials declared. It overrides what the fold would derive from the score. */
  outcome?: DeclaredOutcome;
}

export interface DeclaredOutcome {
  /** Absent for ties that stayed ties, draws and matches without a result. */
  winnerTeamId?: string;
  kind: 'win' | 'tie' | 'draw' | 'noResult';
  by?: { innings?: number; runs?: number; wickets?: number; goals?: number };
  /** How the winner was found when not by the score alone, e.g. `D/L`, `VJD`, `super over`, `bowl out`, `penalties`, `awarded`. */
  method?: string;
}

export type SquadRole =
  'batter' | 'bowler' | 'allRounder' | 'wicketKeeper' | 'goalkeeper' | 'defender' | 'midfielder' | 'forward';

/** Row of `squads`. Key: (matchId, playerId). */
export interface SquadRow {
  matchId: string;
  playerId: string;
  teamId: string;
  name: string;
  role: SquadRole;
  /** Fantasy price in tenths of a credit: 85 is 8.5. */
  price: number;
  starting: boolean;
  /** Shirt number (football) or place in the announced order; null when unknown. */
  shirt: number | null;
}

/** Row of `match_events`: one delivery or one action on the pitch. */
export interface EventRow {
  id: string;
  matchId: string;
  /** Cricket: innings, from 1. Football: 1 and 2 halves, 3 and 4 extra time, 5 shoot-out. */
  period: number;
  /** Place within the period. Decimal in MySQL, so that a missed ball fits between two. */
  ord: number;
  kind: EventKind;
  /** Sort of pass or shot: `corner`, `freeKick`, `penalty`, `throwIn`, `goalKick`, `kickOff`, `openPlay`. */
  variant: string | null;
  /** Cricket: the batting team. Football: the team that acts. */
  teamId: string | null;
  /** Cricket: batter on strike. Football: who acts; who leaves the pitch; who scored the own goal. */
  playerId: string | null;
  /** Cricket: bowler. Football: the goalkeeper who faced the shot, who was fouled. */
  opponentId: string | null;
  /** Cricket: batter at the other end. Football: who made the assist; who comes on; who received the pass. */
  partnerId: string | null;
  /** Cricket: over, from 0. */
  over: number | null;
  /** Cricket: ordinal of the delivery in the over, wides and no-balls included, from 1. */
  ball: number | null;
  /** Cricket: runs off the bat. */
  runs: number | null;
  byes: number | null;
  legByes: number | null;
  wides: number | null;
  noBalls: number | null;
  /** Cricket: penalty runs to the batting team. */
  penaltyRuns: number | null;
  /** Football: minutes of the match clock, from 0 (what fans call the 64th minute is 63). */
  minute: number | null;
  second: number | null;
  /**
   * Football. Shot: `goal`, `saved`, `savedToPost`, `savedOffTarget`, `offTarget`, `post`, `blocked`, `wayward`.
   * Pass: `complete`, `incomplete`, `out`, `offside`, `unknown`. Others: free text of the feed, or null.
   */
  outcome: string | null;
  /** Football: expected goals of a shot, 0 to 1. */
  xg: number | null;
  /** Football: a card shown for this foul or misconduct. */
  card: 'yellow' | 'secondYellow' | 'red' | null;
  detail: EventDetail;
}

/**
 * Cricket: `innings` opens an innings (its detail carries the target), `delivery` is one ball, `penalty` is penalty runs
 * awarded apart from any delivery. Football: the others; a `save` is of the last shot before it, by `playerId`.
 */
export type EventKind =
  | 'innings'
  | 'delivery'
  | 'penalty'
  | 'periodStart'
  | 'periodEnd'
  | 'pass'
  | 'shot'
  | 'ownGoal'
  | 'save'
  | 'foul'
  | 'misconduct'
  | 'substitution'
  | 'duel'
  | 'interception'
  | 'clearance'
  | 'block'
  | 'recovery'
  | 'dribble'
  | 'offside'
  | 'error';

export interface EventDetail {
  /** Cricket, `innings`. Target as the officials set it; overs as in `20` or `12.3`. */
  target?: { runs: number; overs?: number };
  superOver?: boolean;
  declared?: boolean;
  forfeited?: boolean;
  /** Cricket, `innings`: overs in which the umpire miscounted: over (from 0) -> legal deliveries it had. */
  miscountedOvers?: Record<string, number>;
  /** Cricket, `delivery`: a ball may take more than one (a batter retires as another is out). */
  wickets?: Wicket[];
  /** Cricket, `delivery`: four or six runs that were run, not hit to the boundary. */
  nonBoundary?: boolean;
  /** Players who came on during the match and are in no squad row, e.g. concussion replacements: id -> name. */
  names?: Record<string, string>;
  /** Football, `shot`: where from, in metres from the goal line being attacked (0 to 105) and from the left (0 to 68). */
  location?: [number, number];
  /** Football, `shot`: `head`, `leftFoot`, `rightFoot`, `other`. */
  bodyPart?: string;
  /** Football, `substitution`: `tactical`, `injury`. Cricket replacements: the reason. */
  reason?: string;
}

export interface Wicket {
  kind: WicketKind;
  playerId: string;
  /** Who took part, in order; `playerId` absent for substitutes without an id, `name` for those in no squad row. `substitute`: fields, and is no player of the match. */
  fielders: { playerId?: string; name?: string; substitute?: boolean }[];
}

export type WicketKind =
  | 'bowled'
  | 'caught'
  | 'caughtAndBowled'
  | 'lbw'
  | 'stumped'
  | 'hitWicket'
  | 'runOut'
  | 'hitTheBallTwice'
  | 'handledTheBall'
  | 'obstructingTheField'
  | 'timedOut'
  | 'retiredHurt'
  | 'retiredOut'
  | 'retiredNotOut';

/** Everything a fold may read of one match. `events` may come in any order. */
export interface MatchRows {
  /** Null until the row of `matches` has arrived: rows of a match may arrive in any order. */
  match: MatchRow | null;
  squads: readonly SquadRow[];
  events: readonly EventRow[];
}

/** Match order: period, place within it, and the key as tie-break. */
export function compareEvents(a: EventRow, b: EventRow): number {
  return a.period - b.period || a.ord - b.ord || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
