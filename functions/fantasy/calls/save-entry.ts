import { isDeepStrictEqual } from 'node:util';
import { type Contest, type Pick, type PowerUp, picksOf, validateEntry } from '@fanfold/game/fantasy';
import { type CallPace, type Caller, avatar, documentId, keepPace, shownName, transact } from '@fanfold/kit/calls';
import type { Firestore, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import { type LockDocument, lockPath } from '../scorer/lock.ts';
import { FantasyCallError } from './fantasy-call-error.ts';
import { entryNumber, playerId } from './input.ts';

export const saveEntrySchema = z.strictObject({
  contestId: documentId,
  n: entryNumber,
  /** Revision of the entry that the caller has seen, 0 for none: a call that is played again brings back no old team. */
  revision: z.number().int().min(0).max(1_000_000),
  name: shownName,
  avatar,
  picks: z.array(playerId).max(50),
  captain: playerId,
  viceCaptain: playerId,
});

/** `contests/{c}/entries/{uid}_{n}`. */
export interface EntryDocument {
  uid: string;
  n: number;
  name: string;
  avatar: string;
  picks: Pick[];
  powerUps: PowerUp[];
  captain: string;
  viceCaptain: string;
  /** Raised by every change. */
  revision: number;
  savedAt: Date;
  /** See `keepPace`. */
  busyUntil: Date;
}

export interface EntryReceipt {
  contestId: string;
  entryId: string;
  revision: number;
  /** ISO 8601, UTC. */
  savedAt: string;
}

/** Every save is a message and a block written anew: more than anybody has reason for. */
const SAVES: CallPace = { inARow: 30, everyMs: 2_000 };

/** `contests/{c}` as it stands in Firestore. */
export type ContestDocument = Contest & { lockedAt: Timestamp | null; lockAt: string; salt: string | null };

/**
 * Saves a fan's team, until the lock falls: in one transaction with it, so that a team is either refused or counts. The contest's document is read beside
 * the transaction, so that nobody waits for a squad that changes; what the terms are, whoever changes them writes the lock too.
 *
 * @throws CallError contestNotFound, contestLocked, tooManyEntries, invalidTeam (details.problems), staleRevision, tooManyRequests,
 *   tryAgain
 */
export async function saveEntry(
  db: Firestore,
  { uid }: Caller,
  input: z.infer<typeof saveEntrySchema>,
  now: () => Date,
): Promise<EntryReceipt> {
  const { contestId, n, revision, name, avatar: picture, captain, viceCaptain } = input;
  const entryId = `${uid}_${n}`;
  const entryReference = db.doc(`contests/${contestId}/entries/${entryId}`);
  return transact(db, async (transaction) => {
    const [lock, known] = await transaction.getAll(db.doc(lockPath(contestId)), entryReference);
    const before = known?.data() as StoredEntry | undefined;
    assertOpen(lock?.data() as LockDocument | undefined, now());
    const contest = (await db.doc(`contests/${contestId}`).get()).data() as ContestDocument | undefined;
    if (!contest) throw notFound();
    if (n > contest.rules.entriesPerFan) {
      const { entriesPerFan } = contest.rules;
      throw new FantasyCallError('tooManyEntries', `A fan may have ${entriesPerFan} teams in this contest.`, {
        details: { entriesPerFan },
      });
    }
    const problems = validateEntry(contest, input);
    if (problems.length > 0) {
      throw new FantasyCallError('invalidTeam', 'The team breaks rules of the contest.', {
        status: 'invalid-argument',
        details: { problems },
      });
    }
    const team = { name, avatar: picture, picks: picksOf(contest.rules, input), captain, viceCaptain };
    if (before && before.revision === revision + 1 && isSameTeam(before, team)) {
      return { contestId, entryId, revision: before.revision, savedAt: before.savedAt.toDate().toISOString() };
    }
    if ((before?.revision ?? 0) !== revision) {
      const details = { revision: before?.revision ?? 0 };
      throw new FantasyCallError('staleRevision', 'The team has changed since; look at it again.', {
        status: 'aborted',
        details,
      });
    }
    const savedAt = now();
    const busyUntil = keepPace(SAVES, before?.busyUntil?.toDate() ?? null, savedAt);
    // Used while play was on, before ops opened the contest again: they stay used.
    const powerUps = before?.powerUps ?? [];
    const entry: EntryDocument = { uid, n, ...team, powerUps, revision: revision + 1, savedAt, busyUntil };
    transaction.set(entryReference, entry);
    return { contestId, entryId, revision: revision + 1, savedAt: savedAt.toISOString() };
  });
}

/** As it stands; a team of an earlier release keeps no pace yet. */
type StoredEntry = Omit<EntryDocument, 'savedAt' | 'busyUntil'> & { savedAt: Timestamp; busyUntil?: Timestamp };

/** The time of the lock holds even before it has been written down that it fell: nobody saves in between. */
function assertOpen(lock: LockDocument | undefined, now: Date): void {
  if (!lock) throw notFound();
  const { lockedAt, status, lockAt } = lock;
  if (lockedAt !== null || status !== 'open' || now.toISOString() >= lockAt) {
    throw new FantasyCallError('contestLocked', 'Teams can no longer be changed.', { details: { status, lockAt } });
  }
}

function notFound(): FantasyCallError {
  return new FantasyCallError('contestNotFound', 'There is no such contest.', { status: 'not-found' });
}

function isSameTeam(before: StoredEntry, team: Partial<EntryDocument>): boolean {
  return Object.entries(team).every(([field, value]) => isDeepStrictEqual(before[field as keyof typeof before], value));
}
