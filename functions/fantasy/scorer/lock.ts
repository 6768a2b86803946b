import {
  type ContestDirectives,
  type ContestStatus,
  type Lock,
  decideLock,
  lockFacts,
  statusOf,
} from '@fanfold/game/fantasy';
import type { EventRow, MatchRow } from '@fanfold/game/match';
import { z } from 'zod';

export const lockSchema = z.object({
  /** See `Lock`. */
  lockedAt: z.string().nullable(),
  lockAt: z.string(),
  isFinal: z.boolean(),
  /** Of prize draws: made when the lock has fallen for good, so that nobody has known it while teams could be saved. Null before. */
  salt: z.string().nullable(),
});

export type ContestLock = z.infer<typeof lockSchema>;

export const NO_LOCK: ContestLock = { lockedAt: null, lockAt: '', isFinal: false, salt: null };

/** Fields of `contests/{c}/state/lock`: what a save is decided by. It changes with the lock and with nothing else, least of all with a squad. */
export interface LockDocument extends ContestLock {
  matchId: string;
  status: ContestStatus;
  /** The contests of the match have as many teams as can be kept: those that are in may be changed, and nobody enters. */
  isFull: boolean;
}

export function lockPath(contestId: string): string {
  return `contests/${contestId}/state/lock`;
}

/**
 * The lock as it is to be committed now.
 *
 * @param newSalt unguessable, and the same for all that one commit asks
 */
export function nextLock(
  { match, events }: { match: MatchRow; events: readonly EventRow[] },
  { lock, directives }: { lock: ContestLock; directives: ContestDirectives },
  now: Date,
  newSalt: () => string,
): ContestLock {
  const next: Lock = decideLock(lockFacts(match, events, now), directives, lock, now);
  const isOver = statusOf(match, events.length, next.lockedAt !== null, directives) === 'final';
  return { ...next, salt: next.isFinal || isOver ? (lock.salt ?? newSalt()) : null };
}
