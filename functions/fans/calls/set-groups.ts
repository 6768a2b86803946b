import { type Caller, documentId } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { changeProfile } from '../profile/change-profile.ts';
import { decideGroups } from './decide-profile.ts';
import { FansCallError } from './fans-call-error.ts';

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** ISO 3166-1 alpha-2, as Unicode knows regions. */
const country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .refine((code) => regions.of(code) !== undefined, 'is no country');

export const setGroupsSchema = z.strictObject({ country: country.nullable(), team: documentId.nullable() });

export type FanGroups = z.infer<typeof setGroupsSchema>;

/**
 * The country and the team that a fan plays for: their XP counts on the boards of both. Null: of none. Calling again is fine.
 *
 * @throws CallError unknownTeam, fanErased, tooManyRequests, tryAgain
 */
export async function setGroups(
  db: Firestore,
  { uid }: Caller,
  groups: FanGroups,
  now: () => Date,
): Promise<FanGroups> {
  // Boards of teams are as many as there are teams, whatever fans make up.
  if (groups.team !== null && !(await hasPlayed(db, groups.team)))
    throw new FansCallError('unknownTeam', 'No match has this team.', { status: 'invalid-argument' });
  await changeProfile(db, uid, (stored) => decideGroups(stored, groups, now()));
  return groups;
}

async function hasPlayed(db: Firestore, team: string): Promise<boolean> {
  const matches = db.collection('matches');
  const found = await Promise.all(
    ['home.id', 'away.id'].map((side) => matches.where(side, '==', team).select().limit(1).get()),
  );
  return found.some(({ empty }) => !empty);
}
