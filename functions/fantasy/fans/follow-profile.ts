import type { Firestore } from 'firebase-admin/firestore';
import { renameOnBoards } from '../names/board-names.ts';
import { entriesOfFan } from './entries-of-fan.ts';

/** Returns when every leaderboard that shows a fan calls them as `fans/{uid}` does, also those of matches that are long over. */
export async function followProfile(db: Firestore, uid: string): Promise<void> {
  for await (const entries of entriesOfFan(db, uid))
    await renameOnBoards(db, uid, [...new Set(entries.map(({ contestId }) => contestId))]);
}
