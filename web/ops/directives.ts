import type { DirectiveReceipt, Fanfold } from '@fanfold/client';

/** What the form says: a reason, and the local time of a `datetime-local` field or nothing. */
export interface DirectiveForm {
  contestId: string;
  reason: string;
  until: string;
}

export interface DirectiveAction {
  id: string;
  label: string;
  /** What will happen. */
  question: string;
  run: (fanfold: Fanfold, form: DirectiveForm) => Promise<DirectiveReceipt>;
}

/** What an operator can do with a contest, in the order of the page. */
export const DIRECTIVE_ACTIONS: readonly DirectiveAction[] = [
  {
    id: 'reopen',
    label: 'Reopen',
    question: 'Teams may be changed again, until the time above or until the match says. Reopen it?',
    run: (fanfold, { until, ...input }) => fanfold.reopenContest({ ...input, until: timeOf(until) }),
  },
  {
    id: 'move-lock',
    label: 'Move the lock',
    question: 'The lock falls at the time above, or when the match says if there is none. Move it?',
    run: (fanfold, { until, ...input }) => fanfold.moveLock({ ...input, until: timeOf(until) }),
  },
  {
    id: 'hold',
    label: 'Hold the settlement',
    question: 'Nobody gets results or coins until it is settled from here. Hold it?',
    run: (fanfold, { contestId, reason }) => fanfold.holdSettlement({ contestId, reason }),
  },
  {
    id: 'settle',
    label: 'Settle as it is',
    question: 'Results and coins go out by the rows that are here, whatever their count. Settle it?',
    run: (fanfold, { contestId, reason }) => fanfold.settleContest({ contestId, reason }),
  },
  {
    id: 'void',
    label: 'Make it void',
    question: 'Nothing counts, for good. It cannot be undone. Make it void?',
    run: (fanfold, { contestId, reason }) => fanfold.voidContest({ contestId, reason }),
  },
];

/** ISO 8601, UTC. */
function timeOf(local: string): string | null {
  return local === '' ? null : new Date(local).toISOString();
}

/** What became of the contest, for the operator. */
export function receiptText({ status, lockAt, warning }: DirectiveReceipt): string {
  const lock = status === 'open' ? `, until ${new Date(lockAt).toLocaleString()}` : '';
  const warned =
    warning === 'livePlay' ? ' Play has begun: fans may change their teams knowing what has happened.' : '';
  return `The contest is ${status}${lock}.${warned}`;
}
