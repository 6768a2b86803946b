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
  name: string;
  avatar: string;
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

/** `contests/{c}/live/leaderboard`. */
export interface Leaderboard {
  seq: number;
  rev: number;
  top: LeaderboardRow[];
}

/** `leagues/{id}`. */
export interface LiveLeague {
  id: string;
  name: string;
  code: string;
  owner: string;
  members: string[];
  people: Record<string, { name: string; avatar: string }>;
}
