import type { ContestStatus } from '@fanfold/game/fantasy';
import type { Call } from '../call.ts';

/** What an operator says of a contest, and why: it is kept with their name. */
export interface DirectiveInput {
  contestId: string;
  /** 1 to 500 characters. */
  reason: string;
}

/** What an operator has said about a contest. */
export interface DirectiveRecord {
  /** ISO 8601, UTC. */
  at: string;
  /** Of the operator. */
  uid: string;
  directive: 'reopenContest' | 'moveLock' | 'voidContest' | 'holdSettlement' | 'settleContest';
  /** Of the lock: ISO 8601, UTC. */
  until: string | null;
  reason: string;
}

export interface DirectiveReceipt {
  contestId: string;
  status: ContestStatus;
  /** When the lock falls: ISO 8601, UTC. */
  lockAt: string;
  /** `livePlay`: fans may change their teams now, though play has begun. */
  warning: 'livePlay' | null;
}

/**
 * What those with the claim `ops` can do with a contest. A call that is made again is answered as before. Reasons of all: opsRequired, contestNotFound,
 * matchNotFound.
 */
export interface OpsCalls {
  /**
   * Gives a locked contest back to the fans: until the match says, or until `until` (ISO 8601), which is required once the match has started or a ball
   * is bowled. Reasons: contestVoid, contestOver, contestSettled, contestOpen, untilPassed, untilRequired.
   */
  reopenContest(input: DirectiveInput & { until?: string | null }): Promise<DirectiveReceipt>;
  /**
   * Lets the lock of an open contest fall at `until`, neither earlier nor later; null: when the match says. A time that has passed locks it at once.
   * Reasons: contestVoid, contestOver, contestSettled, contestLocked.
   */
  moveLock(input: DirectiveInput & { until: string | null }): Promise<DirectiveReceipt>;
  /** For good. Reasons: contestSettled. */
  voidContest(input: DirectiveInput): Promise<DirectiveReceipt>;
  /** Nothing is settled until `settleContest`. Reasons: contestVoid, contestSettled. */
  holdSettlement(input: DirectiveInput): Promise<DirectiveReceipt>;
  /** Settles a contest by the rows that are here, whatever their count. Reasons: contestVoid, contestSettled, matchNotOver. */
  settleContest(input: DirectiveInput): Promise<DirectiveReceipt>;
}

export function createOpsCalls(call: Call): OpsCalls {
  return {
    reopenContest: call('reopenContest'),
    moveLock: call('moveLock'),
    voidContest: call('voidContest'),
    holdSettlement: call('holdSettlement'),
    settleContest: call('settleContest'),
  };
}
