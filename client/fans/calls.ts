import type { Call } from '../call.ts';

/** What others see of a fan: their name, or one that ops have put in its place, and one of the app's pictures. */
export interface FanProfile {
  name: string;
  avatar: string;
  /** Raised by every change. */
  rev: number;
}

/** What a fan says of themselves. */
export interface FansCalls {
  /** Reasons: invalidInput (details.problems, with a code for a name), fanErased, tooManyRequests. */
  setProfile(input: { name: string; avatar: string }): Promise<FanProfile>;
}

export function createFansCalls(call: Call): FansCalls {
  return { setProfile: call('setProfile') };
}
