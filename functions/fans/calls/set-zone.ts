import { changeZone, decodeSummaries, monthOf, startingIn } from '@fanfold/game/fans';
import type { Caller } from '@fanfold/kit/calls';
import { z } from 'zod';
import { changeFan } from '../activities/change-fan.ts';
import type { FansPlace } from '../activities/change-fans.ts';
import { activityStatePath, readActivityState } from '../activities/documents.ts';
import type { OpenFan } from '../activities/open-fan.ts';
import { FansCallError } from './fans-call-error.ts';

export const setZoneSchema = z.strictObject({ zone: z.string().min(1).max(64) });

export interface ZoneReceipt {
  zone: string;
  /** When the fan's next day begins. ISO 8601, UTC. */
  nextDayAt: string;
}

/**
 * The IANA zone that a fan's device is in, as of now: days that have begun stay as they are. Calling again is fine.
 *
 * @throws CallError unknownZone, tooManyZones, fanErased, tryAgain
 */
export async function setZone(
  place: FansPlace,
  { uid }: Caller,
  { zone }: z.infer<typeof setZoneSchema>,
): Promise<ZoneReceipt> {
  // What is dated from now on gets other days.
  const state = readActivityState((await place.db.doc(activityStatePath(uid)).get()).data());
  const known = state === null || state === 'erased' ? [] : [...decodeSummaries(state.summaries).keys()];
  const thisMonth = monthOf(place.now().getTime());
  const months = new Set([thisMonth, ...known.filter((month) => month > thisMonth)]);
  return changeFan(place, uid, [...months], (fan) => {
    move(fan, zone);
    return { zone, nextDayAt: new Date(fan.calendar.nextDayStart(fan.now)).toISOString() };
  });
}

function move(fan: OpenFan, zone: string): void {
  const decision = changeZone(fan.zones, zone, fan.now);
  if (decision.is === 'unchanged') return;
  if (decision.is === 'refused' && decision.code === 'unknownZone')
    throw new FansCallError('unknownZone', 'There is no such zone.', { status: 'invalid-argument' });
  if (decision.is === 'refused')
    throw new FansCallError('tooManyZones', 'There were too many zones within a year, or two at one moment.');
  // Of a fan who is new here no day has begun yet.
  fan.setZones(fan.read.state.profile ? decision.zones : startingIn(zone));
}
