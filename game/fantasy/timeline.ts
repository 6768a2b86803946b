import type { Sport } from '../match/rows.ts';

/** Integer hundredths of a point. Scoring tables hold even numbers only, so that half multiples (1.5) of them are whole. */
export type Points = number;

/** A place in a match that fans can name: an over (cricket, from 0) or a minute of the clock (football, from 0) of a period. */
export interface Place {
  period: number;
  unit: number;
}

/** What one rule gave, or took from, one player. */
export interface Award {
  playerId: string;
  /** Name of a rule of the scoring table, e.g. `run`, `cleanSheet`. */
  rule: string;
  points: Points;
}

/** A row of match_events that changed somebody's points. */
export interface TimelineRow extends Place {
  /** Cricket: legal balls of the over so far, as in 14.3. Football: 0. */
  ball: number;
  awards: Award[];
}

/** Everything that happened to players' points, in match order: a pure function of a match's rows and a scoring table. */
export interface PointsTimeline {
  sport: Sport;
  /** Live event rows it is made of: "as of event N". */
  seq: number;
  /** Periods that have rows, in order: `first` is the unit a period starts with by rule, `last` the highest one so far. */
  periods: { period: number; first: number; last: number }[];
  rows: TimelineRow[];
}
