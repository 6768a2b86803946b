import type { Call } from '../call.ts';
import type { FanProfile } from './documents.ts';

/** What a fan says of themselves. */
export interface FansCalls {
  /** Reasons: invalidInput (details.problems, with a code for a name), fanErased, tooManyRequests. */
  setProfile(input: { name: string; avatar: string }): Promise<FanProfile>;
}

export function createFansCalls(call: Call): FansCalls {
  return { setProfile: call('setProfile') };
}
