import { isDeepStrictEqual } from 'node:util';
import {
  type Contest,
  type Pick as TeamPick,
  type PowerUp,
  type Team,
  picksOf,
  validateEntry,
} from '@fanfold/game/fantasy';
import { type CallPace, keepPace } from '@fanfold/kit/calls';
import type { LockDocument } from '../scorer/lock.ts';
import { FantasyCallError, assertNotErased, contestNotFound } from './fantasy-call-error.ts';

/** `contests/{c}/entries/{uid}_{n}`. */
export interface EntryDocument {
  uid: string;
  n: number;
  picks: TeamPick[];
  powerUps: PowerUp[];
  captain: string;
  viceCaptain: string;
  /** Raised by every change. */
  revision: number;
  savedAt: Date;
  /** See `keepPace`. */
  busyUntil: Date;
}

/** An entry as it stands; a team of an earlier release keeps no pace yet. */
export type StoredEntry = Omit<EntryDocument, 'busyUntil'> & { busyUntil: Date | null };

/** What a save is decided by; undefined: there is no such document. */
export interface SaveFacts {
  contest: Pick<Contest, 'rules' | 'players' | 'home' | 'away'> | undefined;
  lock: Pick<LockDocument, 'status' | 'lockedAt' | 'lockAt' | 'isFull'> | undefined;
  /** The fan is. */
  isErased: boolean;
}

export interface SaveInput extends Team {
  uid: string;
  n: number;
  /** Revision of the entry that the fan has seen, 0 for none. */
  revision: number;
}

/** Every save is a message and a block written anew: more than anybody has reason for. */
const SAVES: CallPace = { inARow: 30, everyMs: 2_000 };

/**
 * What saving a team makes of the entry: the one to write, or the one that stands, when the fan's last save is repeated.
 *
 * @throws CallError fanErased, contestNotFound, contestLocked, tooManyEntries, invalidTeam (details.problems), contestFull, staleRevision, tooManyRequests
 */
export function decideSaveEntry(
  { contest, lock, isErased }: SaveFacts,
  stored: StoredEntry | undefined,
  input: SaveInput,
  now: Date,
): { is: 'saved'; entry: EntryDocument } | { is: 'repeat'; entry: StoredEntry } {
  assertNotErased(isErased);
  if (!contest || !lock) throw contestNotFound();
  assertOpen(lock, now);
  const { rules } = contest;
  const { uid, n, revision, captain, viceCaptain } = input;
  if (n > rules.entriesPerFan) {
    const { entriesPerFan } = rules;
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
  const team = { picks: picksOf(rules, input), captain, viceCaptain };
  if (stored?.revision === revision + 1 && isSameTeam(stored, team)) return { is: 'repeat', entry: stored };
  if (!stored && lock.isFull)
    throw new FantasyCallError('contestFull', 'The contest takes no more teams.', { status: 'resource-exhausted' });
  const known = stored?.revision ?? 0;
  if (known !== revision) {
    throw new FantasyCallError('staleRevision', 'The team has changed since; look at it again.', {
      status: 'aborted',
      details: { revision: known },
    });
  }
  const busyUntil = keepPace(SAVES, stored?.busyUntil ?? null, now);
  // What was used while play was on stays used, should the contest open again.
  const powerUps = stored?.powerUps ?? [];
  return { is: 'saved', entry: { uid, n, ...team, powerUps, revision: revision + 1, savedAt: now, busyUntil } };
}

/** The time of the lock holds even before it has been written down that it fell: nobody saves in between. */
function assertOpen({ status, lockedAt, lockAt }: NonNullable<SaveFacts['lock']>, now: Date): void {
  if (lockedAt !== null || status !== 'open' || now.toISOString() >= lockAt) {
    throw new FantasyCallError('contestLocked', 'Teams can no longer be changed.', { details: { status, lockAt } });
  }
}

function isSameTeam(before: StoredEntry, team: Partial<EntryDocument>): boolean {
  return Object.entries(team).every(([field, value]) => isDeepStrictEqual(before[field as keyof typeof before], value));
}
