import type { Contest } from '@fanfold/game/fantasy';
import { type Caller, documentId, erasedFanPath, transact } from '@fanfold/kit/calls';
import type { DocumentSnapshot, Firestore, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import { type LockDocument, lockPath } from '../scorer/lock.ts';
import { type EntryDocument, type StoredEntry, decideSaveEntry } from './decide-save-entry.ts';
import { entryNumber, playerId } from './input.ts';

export const saveEntrySchema = z.strictObject({
  contestId: documentId,
  n: entryNumber,
  /** Revision of the entry that the caller has seen, 0 for none: a call that is played again brings back no old team. */
  revision: z.number().int().min(0).max(1_000_000),
  picks: z.array(playerId).max(50),
  captain: playerId,
  viceCaptain: playerId,
});

export interface EntryReceipt {
  contestId: string;
  entryId: string;
  revision: number;
  /** ISO 8601, UTC. */
  savedAt: string;
}

/** `contests/{c}` as it stands in Firestore. */
export type ContestDocument = Contest & { lockedAt: Timestamp | null; lockAt: string; salt: string | null };

/**
 * Saves a fan's team, until the lock falls: in one transaction with it, so that a team is either refused or counts. The contest's document is read beside
 * the transaction, after the lock, so that nobody waits for a squad that changes; a change of the terms writes the lock too.
 *
 * @throws CallError tryAgain, and what `decideSaveEntry` throws
 */
export async function saveEntry(
  db: Firestore,
  { uid }: Caller,
  { contestId, ...input }: z.infer<typeof saveEntrySchema>,
  now: () => Date,
): Promise<EntryReceipt> {
  const entryId = `${uid}_${input.n}`;
  const entryReference = db.doc(`contests/${contestId}/entries/${entryId}`);
  return transact(db, async (transaction) => {
    const [lockSnapshot, known, erased] = await transaction.getAll(
      db.doc(lockPath(contestId)),
      entryReference,
      db.doc(erasedFanPath(uid)),
    );
    const lock = lockSnapshot?.data() as LockDocument | undefined;
    const contest = (await db.doc(`contests/${contestId}`).get()).data() as ContestDocument | undefined;
    const facts = { contest, lock, isErased: erased?.exists === true };
    const decision = decideSaveEntry(facts, storedEntry(known), { uid, ...input }, now());
    if (decision.is === 'saved') transaction.set(entryReference, decision.entry);
    const { revision, savedAt } = decision.entry;
    return { contestId, entryId, revision, savedAt: savedAt.toISOString() };
  });
}

/** An entry as Firestore has it, with its times as dates. */
export function storedEntry(snapshot: DocumentSnapshot | undefined): StoredEntry | undefined {
  const stored = snapshot?.data() as
    (Omit<EntryDocument, 'savedAt' | 'busyUntil'> & { savedAt: Timestamp; busyUntil?: Timestamp }) | undefined;
  return stored && { ...stored, savedAt: stored.savedAt.toDate(), busyUntil: stored.busyUntil?.toDate() ?? null };
}
