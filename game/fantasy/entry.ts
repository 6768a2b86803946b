import type { Place } from './timeline.ts';

/** A player of a fan's team. */
export interface Pick {
  playerId: string;
  /** 1, or the captain's or vice-captain's multiplier; a multiple of 0.5. */
  multiplier: number;
}

/** A multiplier on top of the pick's own, for some overs or minutes of play. Overlapping ones add what each gives. */
export interface PowerUp {
  /** Key of `ContestRules.powerUps`; each is used at most once. */
  kind: string;
  playerId: string;
  /** Whole, 2 or more. */
  multiplier: number;
  /** First over or minute it counts in. Past the end of a period it means the start of the next one. */
  since: Place;
  /** Overs or minutes of play it lasts, breaks left out. */
  units: number;
}

/** What a fan's points are made of: with a timeline, nothing else is needed. */
export interface Entry {
  picks: readonly Pick[];
  powerUps: readonly PowerUp[];
}
