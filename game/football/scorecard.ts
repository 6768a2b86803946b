import type { ScoreLine } from '../match/view.ts';

/** `matches/{m}/live/scorecard` of a football match. Teams and players are named as printed; ids stand beside them. */
export interface FootballScorecard {
  sport: 'football';
  /** Number of live event rows it was folded from: "as of event N". */
  seq: number;
  /** That of the header: a page that shows both needs no more than this document. */
  scoreLine: ScoreLine;
  clock: FootballClock;
  home: FootballSide;
  away: FootballSide;
  /** Goals that count, in match order; shoot-out kicks are in `shootout`. */
  goals: FootballGoal[];
  cards: (PlayerAt & { kind: 'yellow' | 'secondYellow' | 'red' })[];
  substitutions: { minute: number; stoppage?: number; team: string; off: PlayerRef; on: PlayerRef; reason?: string }[];
  lineups: { home: FootballLineup; away: FootballLineup };
  /** Every shot, for the xG timeline. */
  shots: { minute: number; second: number; period: number; team: string; name: string; xg: number; outcome: string }[];
  shootout?: {
    home: number;
    away: number;
    kicks: { team: string; playerId: string | null; name: string; scored: boolean }[];
  };
  /** One sentence, e.g. `Barcelona won 3-0`, or null while undecided. */
  result: string | null;
}

export interface FootballClock {
  /** 0 before kick-off, then as in `EventRow.period`. */
  period: number;
  /** As the feed counts, from 0. */
  minute: number;
  second: number;
  running: boolean;
  /** As printed, e.g. `63'`, `45+2'`, `HT`, `FT`. */
  label: string;
}

export interface FootballSide {
  team: string;
  teamId: string;
  goals: number;
  shots: number;
  /** Goals and saved shots (not own goals). */
  shotsOnTarget: number;
  corners: number;
  fouls: number;
  yellow: number;
  red: number;
  /** Percent of all passes attempted, rounded; both sides sum to 100. 50 before the first pass. */
  possession: number;
  /** Sum of the shots' expected goals, two decimals. */
  xg: number;
}

export interface PlayerRef {
  playerId: string | null;
  name: string;
}

/** `minute` as fans count: from 1; in stoppage time the last regular minute, with `stoppage` beside it (45 and 2). */
export interface PlayerAt extends PlayerRef {
  minute: number;
  stoppage?: number;
  team: string;
}

/** `team` is the side the goal counts for. */
export interface FootballGoal extends PlayerAt {
  kind: 'goal' | 'penalty' | 'ownGoal';
  assist?: PlayerRef;
}

export interface FootballLineup {
  team: string;
  starting: LineupPlayer[];
  bench: LineupPlayer[];
}

export interface LineupPlayer {
  playerId: string;
  name: string;
  role: string;
  shirt: number | null;
}
