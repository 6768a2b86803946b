import type { ClockReading, Contest, Entry, LeaderboardRow } from '@fanfold/game/fantasy';

/** `contests/{c}`. */
export type LiveContest = Contest & {
  id: string;
  rev: number;
  locked: boolean;
  /** When the lock falls: ISO 8601, UTC. The start of the match, unless ops have said otherwise. */
  lockAt: string;
  /** What draws between tied fans hash with. Null until the lock has fallen for good. */
  salt: string | null;
};

/** `contests/{c}/live/standings`, unpacked. */
export interface Standings {
  seq: number;
  rev: number;
  entries: number;
  /** Of the match clock; null before the first row. */
  reading: ClockReading | null;
  clock: string;
  timeline: Uint8Array;
  ranks: Uint8Array;
}

/** `contests/{c}/entries/{uid}_{n}`. */
export interface LiveEntry extends Entry {
  id: string;
  uid: string;
  n: number;
  captain: string;
  viceCaptain: string;
  /** Raised by every change of the team and every power-up. */
  revision: number;
  /** When the team was saved last: ISO 8601, UTC. */
  savedAt: string;
}

/** `contests/{c}/results/{uid}_{n}`: how it ended. */
export interface EntryResult {
  points: number;
  rank: number | null;
  of: number;
  coins: number;
  void: boolean;
  settlement: number;
}

/** A row of the leaderboard, and how its fan is called. */
export interface NamedRow extends LeaderboardRow {
  /** Empty for a moment, after the fan has come onto the leaderboard. */
  name: string;
  /** One of the app's pictures; empty: they have chosen none. */
  avatar: string;
}

/** `contests/{c}/live/leaderboard`, with the names of `contests/{c}/live/names`. */
export interface Leaderboard {
  seq: number;
  rev: number;
  top: NamedRow[];
}

/** `leagues/{id}`. */
export interface LiveLeague {
  id: string;
  name: string;
  code: string;
  owner: string;
  /** In the order of joining. */
  members: string[];
}
