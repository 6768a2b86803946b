import {
  type ContestDirectives,
  type ContestStatus,
  decideLock,
  isPlayUnderWay,
  lockFacts,
  statusOf,
} from '@fanfold/game/fantasy';
import { type EventRow, type MatchRow, isOver } from '@fanfold/game/match';
import type { DirectiveKind } from '../scorer/directives.ts';
import { type ContestLock, NO_LOCK } from '../scorer/lock.ts';
import { FantasyCallError } from './fantasy-call-error.ts';

/** A contest as an operator finds it. */
export interface DirectedContest {
  match: MatchRow;
  events: readonly EventRow[];
  lock: ContestLock;
  directives: ContestDirectives;
  /** Number of the latest settlement, 0 before the first. */
  settlement: number;
}

export interface Directive {
  kind: DirectiveKind;
  /** ISO 8601, UTC, with milliseconds; of `reopenContest` and `moveLock`. Null: when the match says. */
  until: string | null;
}

/** What holds from now on. */
export interface DirectiveDecision {
  lock: ContestLock;
  directives: ContestDirectives;
  status: ContestStatus;
  /** `livePlay`: fans may change their teams, though play has begun. */
  warning: 'livePlay' | null;
}

/**
 * What an operator's directive does to a contest. One that holds already changes nothing, so that a call that is played again is answered as before.
 *
 * @throws FantasyCallError contestVoid, contestOver, contestSettled, contestOpen, contestLocked, untilPassed, untilRequired, matchNotOver
 */
export function decideDirective(contest: DirectedContest, directive: Directive, now: Date): DirectiveDecision {
  const { match, events } = contest;
  const { lock, directives } = changeOf(contest, directive, now);
  const status = statusOf(match, events.length, lock.lockedAt !== null, directives);
  const { hasPlay } = lockFacts(match, events, now);
  return { lock, directives, status, warning: status === 'open' && hasPlay ? 'livePlay' : null };
}

type Change = Pick<DirectiveDecision, 'lock' | 'directives'>;

function changeOf(contest: DirectedContest, { kind, until }: Directive, now: Date): Change {
  switch (kind) {
    case 'reopenContest':
      return reopened(contest, until, now);
    case 'moveLock':
      return moved(contest, until, now);
    case 'voidContest':
      return voided(contest);
    case 'holdSettlement':
      return onHold(contest);
    case 'settleContest':
      return settledAsIs(contest);
  }
}

function reopened(contest: DirectedContest, until: string | null, now: Date): Change {
  assertRunning(contest);
  const { match, events, lock, directives } = contest;
  if (until !== null && until <= now.toISOString())
    throw new FantasyCallError('untilPassed', 'This time has passed.', { status: 'invalid-argument' });
  const facts = lockFacts(match, events, now);
  const current = decideLock(facts, directives, lock, now);
  if (current.lockedAt === null) {
    if (until === null || until === current.lockAt) return contest;
    throw new FantasyCallError('contestOpen', 'The contest is open; move its lock.', {
      details: { lockAt: current.lockAt },
    });
  }
  const next = { ...directives, lockUntil: until };
  const open = decideLock(facts, next, null, now);
  if (open.lockedAt !== null) {
    throw new FantasyCallError('untilRequired', 'The match says that the lock is due; say until when it is open.', {
      details: { startsAt: facts.startsAt, isPlayUnderWay: isPlayUnderWay(facts) },
    });
  }
  // Those who save from now on must not know the salt.
  return { directives: next, lock: { ...NO_LOCK, ...open } };
}

function moved(contest: DirectedContest, until: string | null, now: Date): Change {
  assertRunning(contest);
  const { match, events, lock, directives } = contest;
  if (until === directives.lockUntil) return contest;
  const facts = lockFacts(match, events, now);
  if (decideLock(facts, directives, lock, now).lockedAt !== null)
    throw new FantasyCallError('contestLocked', 'The lock has fallen; reopen the contest.');
  const next = { ...directives, lockUntil: until };
  return { directives: next, lock: { ...NO_LOCK, ...decideLock(facts, next, null, now) } };
}

function voided(contest: DirectedContest): Change {
  const { directives } = contest;
  if (directives.isVoid) return contest;
  if (statusNow(contest) === 'final' && contest.settlement > 0) throw settled();
  return { ...contest, directives: { ...directives, isVoid: true, settlement: null } };
}

function onHold(contest: DirectedContest): Change {
  const { directives } = contest;
  if (directives.isVoid) throw isVoid();
  if (directives.settlement === 'hold') return contest;
  if (hasEnded(contest) && contest.settlement > 0) throw settled();
  return { ...contest, directives: { ...directives, settlement: 'hold' } };
}

function settledAsIs(contest: DirectedContest): Change {
  const { match, directives } = contest;
  if (directives.isVoid) throw isVoid();
  if (directives.settlement === 'asIs') return contest;
  if (!match.final && !hasEnded(contest))
    throw new FantasyCallError('matchNotOver', 'The match is not final.', { details: { status: match.status } });
  if (directives.settlement === null && hasEnded(contest) && contest.settlement > 0) throw settled();
  return { ...contest, directives: { ...directives, settlement: 'asIs' } };
}

/** @throws FantasyCallError contestVoid, contestOver, contestSettled */
function assertRunning(contest: DirectedContest): void {
  const status = statusNow(contest);
  if (status === 'void') throw isVoid();
  // Also while its count is wrong: there is nothing left to guess.
  if (!isOver(contest.match)) return;
  if (status === 'final' && contest.settlement > 0) throw settled();
  throw new FantasyCallError('contestOver', 'The match is over.');
}

function statusNow({ match, events, lock, directives }: DirectedContest): ContestStatus {
  return statusOf(match, events.length, lock.lockedAt !== null, directives);
}

function hasEnded(contest: DirectedContest): boolean {
  const status = statusNow(contest);
  return status === 'final' || status === 'void';
}

function settled(): FantasyCallError {
  return new FantasyCallError('contestSettled', 'The contest is settled; correct the rows of the match.');
}

function isVoid(): FantasyCallError {
  return new FantasyCallError('contestVoid', 'The contest is void.');
}
