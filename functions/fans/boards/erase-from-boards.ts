import { erasedFanPath } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';

/** Boards of one page; a fan is on up to nine in a week. */
const PAGE = 50;

/** A row of a leaderboard that is closed. Null: that fan was erased. */
interface ClosedRow {
  uid: string | null;
  points: number;
  rank: number;
}

/** Takes the id of a fan who is erased out of the leaderboards that are closed; the place stays. Those that count lose the fan with their profile. */
export async function eraseFromBoards(db: Firestore, uid: string): Promise<void> {
  const found = db.collectionGroup('live').where('archivedUids', 'array-contains', uid).limit(PAGE);
  for (;;) {
    const { docs } = await found.get();
    for (const { ref } of docs)
      await db.runTransaction(async (transaction) => {
        const leaderboard = await transaction.get(ref);
        const top = (leaderboard.get('top') as ClosedRow[]).map((row) =>
          row.uid === uid ? { ...row, uid: null } : row,
        );
        const archivedUids = (leaderboard.get('archivedUids') as string[]).filter((each) => each !== uid);
        transaction.update(ref, { top, archivedUids });
      });
    if (docs.length < PAGE) return;
  }
}

/** Tombstones that are read at once. */
const TOMBSTONES = 300;

/** @returns those who were erased */
export async function erasedAmong(db: Firestore, uids: readonly string[]): Promise<string[]> {
  const erased: string[] = [];
  for (let from = 0; from < uids.length; from += TOMBSTONES) {
    const page = uids.slice(from, from + TOMBSTONES);
    const found = await db.getAll(...page.map((uid) => db.doc(erasedFanPath(uid))));
    erased.push(...found.filter(({ exists }) => exists).map(({ id }) => id));
  }
  return erased;
}
