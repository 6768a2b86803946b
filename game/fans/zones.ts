import { isZone } from './zone-days.ts';

/** A fan's zone from an instant on. */
export interface ZoneChange {
  /** IANA name, `Asia/Kolkata`. */
  zone: string;
  /** Epoch ms. The first one of a history holds for all time before, whatever it says. */
  from: number;
}

/** Every zone that a fan has lived in, in order; at least one. It is only ever added to at its end, and so an old day never moves. */
export type ZoneHistory = readonly ZoneChange[];

/** Changes of one fan in a year, at most: it bounds what is stored. */
export const MAX_ZONE_CHANGES_A_YEAR = 100;

const YEAR_MS = 365 * 86_400_000;

export type ZoneDecision =
  | { is: 'changed'; zones: ZoneHistory }
  | { is: 'unchanged' }
  /** `notLater`: a change before one that is known would move days. */
  | { is: 'refused'; code: 'unknownZone' | 'notLater' | 'tooManyChanges' };

/** Of a fan whose zone was never said, UTC. */
export function startingIn(zone: string): ZoneHistory {
  return [{ zone, from: 0 }];
}

/** A fan's device is in a zone, as of the server's time `at`. What is dated after that is to be summarised again. */
export function changeZone(zones: ZoneHistory, zone: string, at: number): ZoneDecision {
  const latest = zones.at(-1);
  if (latest?.zone === zone) return { is: 'unchanged' };
  if (!isZone(zone)) return { is: 'refused', code: 'unknownZone' };
  if (latest && at <= latest.from) return { is: 'refused', code: 'notLater' };
  const recent = zones.slice(1).filter(({ from }) => from > at - YEAR_MS);
  if (recent.length >= MAX_ZONE_CHANGES_A_YEAR) return { is: 'refused', code: 'tooManyChanges' };
  return { is: 'changed', zones: [...zones, { zone, from: at }] };
}
