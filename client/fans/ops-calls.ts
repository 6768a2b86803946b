import type { Call } from '../call.ts';

/** What an operator says of a fan, and why: it is kept with their name. */
export interface FanDirectiveInput {
  uid: string;
  /** 1 to 500 characters. */
  reason: string;
}

export interface FanDirectiveReceipt {
  uid: string;
  /** What others see; null: nothing. */
  name: string | null;
}

/** What those with the claim `ops` can do with a fan's profile. A call that is made again is answered as before. Reasons of all: opsRequired. */
export interface FansOpsCalls {
  /** Shows `Fan` and four digits in place of the name, whatever the fan calls themselves. Reasons: fanErased. */
  maskName(input: FanDirectiveInput): Promise<FanDirectiveReceipt>;
  /** Shows the name that the fan has chosen last. Reasons: fanErased. */
  unmaskName(input: FanDirectiveInput): Promise<FanDirectiveReceipt>;
  /** Removes the fan for good: their profile, teams, results and memberships. They get no other ones. */
  eraseFan(input: FanDirectiveInput): Promise<FanDirectiveReceipt>;
}

export function createFansOpsCalls(call: Call): FansOpsCalls {
  return { maskName: call('maskName'), unmaskName: call('unmaskName'), eraseFan: call('eraseFan') };
}
