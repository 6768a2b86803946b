import type { Place } from '@fanfold/game/fantasy';
import type { Call } from '../call.ts';

export interface SaveEntryInput {
  contestId: string;
  n?: number;
  /** Revision of the team that the fan has before them; 0 for none. */
  revision: number;
  picks: string[];
  captain: string;
  viceCaptain: string;
}

export interface EntryReceipt {
  contestId: string;
  entryId: string;
  revision: number;
  /** ISO 8601, UTC. */
  savedAt: string;
}

export interface PowerUpReceipt {
  contestId: string;
  entryId: string;
  revision: number;
  since: Place;
  units: number;
  multiplier: number;
}

/** What a fan can do. A refusal is a FanfoldError with code `refused` and the rule as its `reason`. */
export interface FantasyCalls {
  /** Reasons: contestNotFound, contestLocked, tooManyEntries, invalidTeam (details.problems), contestFull, staleRevision, tooManyRequests, fanErased. */
  saveEntry(input: SaveEntryInput): Promise<EntryReceipt>;
  /** Reasons: contestNotFound, contestNotLive, noEntry, unknownPowerUp, playerNotPicked, powerUpUsed, scoresLate, fanErased. */
  powerUp(input: { contestId: string; n?: number; kind: string; playerId: string }): Promise<PowerUpReceipt>;
  /** Reasons: tooManyRequests, tooManyLeagues, fanErased. */
  createLeague(input: { name: string }): Promise<{ leagueId: string; code: string }>;
  /** Reasons: tooManyRequests, leagueNotFound, leagueFull, tooManyLeagues, fanErased. */
  joinLeague(input: { code: string }): Promise<{ leagueId: string }>;
  leaveLeague(input: { leagueId: string }): Promise<{ leagueId: string }>;
}

export function createFantasyCalls(call: Call): FantasyCalls {
  return {
    saveEntry: call('saveEntry'),
    powerUp: call('powerUp'),
    createLeague: call('createLeague'),
    joinLeague: call('joinLeague'),
    leaveLeague: call('leaveLeague'),
  };
}
