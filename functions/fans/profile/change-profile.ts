import { erasedFanPath, transact } from '@fanfold/kit/calls';
import { FieldValue, type Firestore } from 'firebase-admin/firestore';
import { ERASED_STATE, activityStatePath } from '../activities/documents.ts';
import {
  NO_PROFILE,
  type ProfileState,
  type PublicProfile,
  groupsShown,
  profilePath,
  profileStatePath,
  profileStateSchema,
  publicProfile,
} from './profile.ts';

/**
 * Carries out a decision on a fan's profile: the state, what others see, and the tombstone that other services follow are one commit.
 *
 * @param decide null: nothing changes
 * @returns whether anything changed, and the state that stands
 * @throws CallError tryAgain, and what `decide` throws
 */
export async function changeProfile(
  db: Firestore,
  uid: string,
  decide: (stored: ProfileState) => ProfileState | null,
): Promise<{ changed: boolean; state: ProfileState }> {
  const reference = db.doc(profileStatePath(uid));
  return transact(db, async (transaction) => {
    const known = await transaction.get(reference);
    const stored = known.exists ? profileStateSchema.parse(known.data()) : NO_PROFILE;
    const state = decide(stored);
    if (!state) return { changed: false, state: stored };
    const profile = db.doc(profilePath(uid));
    // A name that is shown and was not chosen here is masked all the same.
    const isStray = state.isMasked && !state.chosen && (await transaction.get(profile)).get('name') !== undefined;
    const shown: Partial<PublicProfile> = publicProfile(uid, state) ?? groupsShown(state.groups);
    transaction.set(reference, state);
    // What activities come to is in the same document, and is another commit's.
    const fields = Object.keys(shown);
    if (fields.length > 0) transaction.set(profile, shown, { mergeFields: fields });
    if (isStray) transaction.update(profile, { name: FieldValue.delete(), avatar: FieldValue.delete() });
    if (state.isErased) {
      transaction.delete(profile);
      transaction.set(db.doc(activityStatePath(uid)), ERASED_STATE);
      transaction.set(db.doc(erasedFanPath(uid)), { rev: state.rev });
    }
    return { changed: true, state };
  });
}
