import { callable } from '@fanfold/kit/calls';
import { projectFirestore } from '@fanfold/kit/ops';
import { projectFans } from '../activities/place.ts';
import type { FanDirective } from '../profile/profile.ts';
import { directFan, fanDirectiveSchema } from './direct-fan.ts';
import { recordActivity as record, recordActivitySchema } from './record-activity.ts';
import { setGroups as setFanGroups, setGroupsSchema } from './set-groups.ts';
import { setProfile as set, setProfileSchema } from './set-profile.ts';
import { setZone as setFanZone, setZoneSchema } from './set-zone.ts';

const now = () => new Date();

/** What fans call; the functions beside this file say what each does and how it is refused. */
export const setProfile = callable(setProfileSchema, (input, caller) => set(projectFirestore(), caller, input, now));

export const setGroups = callable(setGroupsSchema, (input, caller) =>
  setFanGroups(projectFirestore(), caller, input, now),
);

export const recordActivity = callable(recordActivitySchema, (input, caller) => record(projectFans(), caller, input));
export const setZone = callable(setZoneSchema, (input, caller) => setFanZone(projectFans(), caller, input));

/** For those with the claim `ops`. */
export const maskName = directive('maskName');
export const unmaskName = directive('unmaskName');
export const eraseFan = directive('eraseFan');

function directive(kind: FanDirective) {
  return callable(fanDirectiveSchema, (input, caller) => directFan(projectFirestore(), caller, kind, input, now));
}
