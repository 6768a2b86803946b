import { type Caller, avatar, shownName } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { changeProfile } from '../profile/change-profile.ts';
import { type PublicProfile, publicProfile } from '../profile/profile.ts';
import { decideSetProfile } from './decide-profile.ts';

export const setProfileSchema = z.strictObject({ name: shownName, avatar });

/**
 * How a fan wants to be called, and their picture. Calling again is fine.
 *
 * @returns what others see
 * @throws CallError fanErased, tooManyRequests, tryAgain
 */
export async function setProfile(
  db: Firestore,
  { uid }: Caller,
  chosen: z.infer<typeof setProfileSchema>,
  now: () => Date,
): Promise<PublicProfile> {
  const { state } = await changeProfile(db, uid, (stored) => decideSetProfile(stored, chosen, now()));
  return publicProfile(uid, state) as PublicProfile;
}
