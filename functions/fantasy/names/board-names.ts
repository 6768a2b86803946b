import { maskedName } from '@fanfold/game/fans';
import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';

/** How others see a fan. */
export interface ShownFan {
  uid: string;
  name: string;
  /** Empty: they have chosen none. */
  avatar: string;
}

/**
 * Fields of `contests/{c}/live/names`: how the fans of the leaderboard are called, by `fans/{uid}`. Every writer reads both in one transaction: either
 * who names the board has read the profile as it is now, or who changes the profile finds the fan here.
 */
export interface BoardNames {
  /** Commit of the leaderboard whose fans these are, or of a later one with the same fans. */
  rev: number;
  fans: ShownFan[];
}

export function boardNamesPath(contestId: string): string {
  return `contests/${contestId}/live/names`;
}

export function boardNamesOf(snapshot: DocumentSnapshot): BoardNames {
  return (snapshot.data() as BoardNames | undefined) ?? { rev: 0, fans: [] };
}

/**
 * Names the fans of a leaderboard; once those of a later one are named, it does nothing.
 *
 * @param rev commit of the leaderboard
 * @param uids its fans, each once
 */
export async function nameBoard(db: Firestore, contestId: string, rev: number, uids: readonly string[]): Promise<void> {
  const reference = db.doc(boardNamesPath(contestId));
  await db.runTransaction(async (transaction) => {
    const stored = await transaction.get(reference);
    const known = boardNamesOf(stored);
    if (known.rev >= rev || (!stored.exists && uids.length === 0)) return;
    const fans = new Map(known.fans.map((fan) => [fan.uid, fan]));
    const missing = uids.filter((uid) => !fans.has(uid)).map((uid) => db.doc(`fans/${uid}`));
    const profiles = missing.length > 0 ? await transaction.getAll(...missing) : [];
    for (const profile of profiles) fans.set(profile.id, shownFan(profile));
    transaction.set(reference, { rev, fans: uids.flatMap((uid) => fans.get(uid) ?? []) });
  });
}

/** Shows a fan as they are called now on the leaderboards of these contests that have them. */
export async function renameOnBoards(db: Firestore, uid: string, contestIds: readonly string[]): Promise<void> {
  const has = (snapshot: DocumentSnapshot) => boardNamesOf(snapshot).fans.some((fan) => fan.uid === uid);
  const boards = await db.getAll(...contestIds.map((id) => db.doc(boardNamesPath(id))));
  for (const { ref } of boards.filter(has)) {
    await db.runTransaction(async (transaction) => {
      const [stored, profile] = (await transaction.getAll(ref, db.doc(`fans/${uid}`))) as [
        DocumentSnapshot,
        DocumentSnapshot,
      ];
      if (!has(stored)) return;
      const { rev, fans } = boardNamesOf(stored);
      transaction.set(ref, { rev, fans: fans.map((fan) => (fan.uid === uid ? shownFan(profile) : fan)) });
    });
  }
}

/** @param profile `fans/{uid}`, whether it exists or not */
function shownFan(profile: DocumentSnapshot): ShownFan {
  const { name = maskedName(profile.id), avatar = '' } = (profile.data() ?? {}) as Partial<ShownFan>;
  return { uid: profile.id, name, avatar };
}
