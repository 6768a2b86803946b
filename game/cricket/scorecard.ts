import type { ScoreLine } from '../match/view.ts';

/** `matches/{m}/live/scorecard` of a cricket match. Teams and players are named as printed; ids stand beside them. */
export interface CricketScorecard {
  sport: 'cricket';
  /** Number of live event rows it was folded from: "as of event N". */
  seq: number;
  /** That of the header: a page that shows both needs no more than this document. */
  scoreLine: ScoreLine;
  innings: CricketInnings[];
  /** One sentence, e.g. `Mumbai Indians won by 1 run`, or null while undecided. */
  result: string | null;
}

export interface CricketInnings {
  team: string;
  teamId: string;
  runs: number;
  wickets: number;
  /** Legal deliveries. */
  balls: number;
  /** As printed, e.g. `19.4`. */
  overs: string;
  target?: { runs: number; overs?: number };
  superOver: boolean;
  declared?: boolean;
  extras: { byes: number; legByes: number; wides: number; noBalls: number; penalty: number; total: number };
  batting: BattingLine[];
  bowling: BowlingLine[];
  fallOfWickets: { wicket: number; runs: number; overs: string; playerId: string; name: string }[];
  overByOver: OverLine[];
}

export interface BattingLine {
  playerId: string;
  name: string;
  runs: number;
  /** Deliveries faced: every delivery but wides. */
  balls: number;
  fours: number;
  sixes: number;
  /** Null while not out (retired hurt and retired not out are shown here too, with their kind). */
  out: { kind: string; bowler?: string; fielders: string[] } | null;
}

export interface BowlingLine {
  playerId: string;
  name: string;
  /** Legal deliveries bowled. */
  balls: number;
  maidens: number;
  /** Runs charged to the bowler: off the bat, wides and no-balls; no byes, leg byes or penalty runs. */
  runs: number;
  wickets: number;
  /** Runs conceded as wides. */
  wides: number;
  /** Runs conceded as no-balls (the penalty, not what was hit off them). */
  noBalls: number;
}

export interface OverLine {
  /** From 1, as printed. */
  over: number;
  runs: number;
  wickets: number;
  /** Total after the over. */
  total: number;
  totalWickets: number;
  /** Bowler's name. */
  bowler: string;
  /** As printed, e.g. `1`, `4`, `W`, `1wd`, `2lb`. */
  balls: string[];
}
