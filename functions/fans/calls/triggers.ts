import { callable } from '@fanfold/kit/calls';
import { projectFirestore } from '@fanfold/kit/ops';
import type { FanDirective } from '../profile/profile.ts';
import { directFan, fanDirectiveSchema } from './direct-fan.ts';
import { setProfile as set, setProfileSchema } from './set-profile.ts';

const now = () => new Date();

/** What fans call; the functions beside this file say what each does and how it is refused. */
export const setProfile = callable(setProfileSchema, (input, caller) => set(projectFirestore(), caller, input, now));

/** For those with the claim `ops`. */
export const maskName = directive('maskName');
export const unmaskName = directive('unmaskName');
export const eraseFan = directive('eraseFan');

function directive(kind: FanDirective) {
  return callable(fanDirectiveSchema, (input, caller) => directFan(projectFirestore(), caller, kind, input, now));
}
