import type { Call } from '../call.ts';
import type { FanProfile } from './documents.ts';

export interface FanGroups {
  country: string | null;
  team: string | null;
}

/** What a fan says of themselves. */
export interface FansCalls {
  /** Reasons: invalidInput (details.problems, with a code for a name), fanErased, tooManyRequests. */
  setProfile(input: { name: string; avatar: string }): Promise<FanProfile>;
  /** On whose boards they are: of a country (ISO 3166-1 alpha-2) and of a team; null: of none. Reasons: unknownTeam, fanErased, tooManyRequests. */
  setGroups(input: FanGroups): Promise<FanGroups>;
}

export function createFansCalls(call: Call): FansCalls {
  return { setProfile: call('setProfile'), setGroups: call('setGroups') };
}
