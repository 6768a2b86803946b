import { type Caller, documentId, erasedFanPath, transact } from '@fanfold/kit/calls';
import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { FansCallError, fanErased } from '../calls/fans-call-error.ts';
import { profilePath } from '../profile/profile.ts';
import { decideFollow } from './decide-follow.ts';
import { FOLLOWS_NOBODY, type FollowedKind, followingPath, followingSchema } from './documents.ts';

export const followFanSchema = z.strictObject({ uid: documentId });
export const followTeamSchema = z.strictObject({ teamId: documentId });

export interface FollowReceipt {
  /** How many fans, or teams, the caller follows now. */
  followed: number;
}

/**
 * Has the caller follow a fan, or follow them no more. Nobody is told. Calling again is fine.
 *
 * @throws CallError cannotFollowOneself, fanNotFound, tooManyFollowed (details.most), fanErased, tooManyRequests, tryAgain
 */
export async function followFan(
  db: Firestore,
  caller: Caller,
  { uid }: z.infer<typeof followFanSchema>,
  isFollowed: boolean,
  now: () => Date,
): Promise<FollowReceipt> {
  if (uid === caller.uid) throw new FansCallError('cannotFollowOneself', 'Nobody follows themselves.');
  // Outside of the transaction, which would have the profile's own changes wait for all who follow at this moment.
  if (isFollowed && !(await db.doc(profilePath(uid)).get()).exists) throw fanNotFound();
  return changeFollowing(db, caller, { kind: 'fans', id: uid, isFollowed }, now());
}

/**
 * The same with a team. Which teams there are is the app's to say: the id is kept as it comes.
 *
 * @throws CallError tooManyFollowed (details.most), fanErased, tooManyRequests, tryAgain
 */
export async function followTeam(
  db: Firestore,
  caller: Caller,
  { teamId }: z.infer<typeof followTeamSchema>,
  isFollowed: boolean,
  now: () => Date,
): Promise<FollowReceipt> {
  return changeFollowing(db, caller, { kind: 'teams', id: teamId, isFollowed }, now());
}

function changeFollowing(
  db: Firestore,
  { uid }: Caller,
  change: { kind: FollowedKind; id: string; isFollowed: boolean },
  now: Date,
): Promise<FollowReceipt> {
  const reference = db.doc(followingPath(uid));
  // After the tombstone of the one who is followed nobody begins to, and their erasure finds all who do.
  const tombstones = [uid, ...(change.kind === 'fans' ? [change.id] : [])].map((id) => db.doc(erasedFanPath(id)));
  return transact(db, async (transaction) => {
    const [known, own, other] = (await transaction.getAll(reference, ...tombstones)) as [
      DocumentSnapshot,
      DocumentSnapshot,
      DocumentSnapshot | undefined,
    ];
    if (own.exists) throw fanErased();
    if (other?.exists && change.isFollowed) throw fanNotFound();
    const stored = known.exists ? followingSchema.parse(known.data()) : FOLLOWS_NOBODY;
    const following = decideFollow(stored, change, now);
    if (following) transaction.set(reference, following);
    return { followed: (following ?? stored)[change.kind].length };
  });
}

function fanNotFound(): FansCallError {
  return new FansCallError('fanNotFound', 'There is no such fan.', { status: 'not-found' });
}
