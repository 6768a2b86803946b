import { isOver } from '../match/ending.ts';
import { hasPlay } from '../match/live-play.ts';
import type { EventRow, MatchRow } from '../match/rows.ts';
import type { ContestDirectives } from './directives.ts';

/** Times are ISO 8601, UTC, with milliseconds. */
export interface Lock {
  /** When it fell; null while teams may be saved. */
  lockedAt: string | null;
  /** When it falls by itself: nobody saves from then on, even before that is written down. */
  lockAt: string;
  /** Play has begun under this lock: it opens again by an operator only. */
  isFinal: boolean;
}

/** What a lock follows. */
export interface LockFacts {
  startsAt: string;
  /** There is a unit of play among the live rows. */
  hasPlay: boolean;
  /** The match may have begun: its start has passed, or its row says that it is live or over. */
  mayHaveBegun: boolean;
  /** See `isOver`. */
  isOver: boolean;
}

export function lockFacts(match: MatchRow, events: readonly EventRow[], now: Date): LockFacts {
  const { startsAt, status } = match;
  const over = isOver(match);
  const mayHaveBegun = over || status === 'live' || now.toISOString() >= startsAt;
  return { startsAt, hasPlay: hasPlay(match, events), mayHaveBegun, isOver: over };
}

/**
 * Whether live play has really begun: a unit of play among the rows (see `isPlay`), in a match that may have begun. A ball in a match that starts next
 * week belongs to another match: it closes the contest, and opens it again when it is taken back.
 */
export function isPlayUnderWay({ hasPlay, mayHaveBegun }: Pick<LockFacts, 'hasPlay' | 'mayHaveBegun'>): boolean {
  return hasPlay && mayHaveBegun;
}

/**
 * The lock falls at the start time, or with the first unit of play if that is earlier. It follows both until live play has really begun: a start that
 * is corrected, a row that is taken back, rain before the first ball give the contest back to the fans. Then it is final. Where ops have said when it
 * falls, that holds in place of the match's own facts, also while play is on. When the match is over it has fallen at all events: a start that was
 * typed late leaves nobody the time to pick a team of those who have played well.
 *
 * @param before the lock as it stood; null: there was none. Ops open a final one by putting an open one in its place
 */
export function decideLock(
  facts: LockFacts,
  { lockUntil }: Pick<ContestDirectives, 'lockUntil'>,
  before: Lock | null,
  now: Date,
): Lock {
  const lockAt = lockUntil ?? facts.startsAt;
  const isDue = facts.isOver || now.toISOString() >= lockAt || (lockUntil === null && facts.hasPlay);
  const wasFinal = before?.isFinal === true && before.lockedAt !== null;
  if (!isDue && !wasFinal) return { lockedAt: null, lockAt, isFinal: false };
  return {
    lockedAt: before?.lockedAt ?? now.toISOString(),
    lockAt,
    isFinal: wasFinal || isPlayUnderWay(facts),
  };
}
