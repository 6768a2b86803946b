import type { AuditRound, LedgerHealth } from '@fanfold/client';
import type { LedgerFault, LedgerProblem } from '@fanfold/game/coins';
import { countText } from '../../fantasy/points-text.ts';

const FAULTS: Readonly<Record<LedgerFault, string>> = {
  legsDoNotSum: 'does not sum to zero',
  notOfItsKind: 'moves coins as its kind may not',
  unreadable: 'cannot be read',
  changedPosting: 'was changed after it was booked',
  brokenChain: 'does not follow the one before it',
  brokenSequence: 'has a number that is missing or there twice',
  wrongRunningBalance: 'has a balance that is not the sum of what came before',
  walletIsNotItsFold: 'is not what its postings come to',
  lostSinceLastAudit: 'is not what the audit before has seen',
  refusalsAreGone: 'has counted more refusals than there are',
};

/** What is wrong with a posting, or with the wallet itself. */
export function faultText({ fault, key }: LedgerProblem): string {
  return `${key === null ? 'the wallet' : `posting ${key}`} ${FAULTS[fault]}.`;
}

/** How far an audit has come, against what the last one has gone through. */
export function runningText(round: AuditRound, last: AuditRound | null): string {
  const of = last ? `; the last one had ${walletsText(last.wallets)}` : '';
  return `Under way since ${timeText(round.startedAt)}: ${extentText(round)} so far${of}. ${differingText(round)}`;
}

type EndedRound = NonNullable<LedgerHealth['ended']>;

export function endedText(round: EndedRound): string {
  const { endedAt, imbalance, lost } = round;
  const sum = imbalance === 0 ? '' : ` Fans and house have ${countText(imbalance)} together, and should have 0.`;
  const gone =
    lost === 0 ? '' : ` ${postingsText(lost)} that the audit before has seen ${lost === 1 ? 'is' : 'are'} gone.`;
  return `Ended ${timeText(endedAt)}: ${extentText(round)}. ${differingText(round)}${sum}${gone}`;
}

/** Whether the ledger is what it was, and adds up. */
export function addsUp({ differing, imbalance, lost }: EndedRound): boolean {
  return differing === 0 && imbalance === 0 && lost === 0;
}

function extentText({ wallets, postings }: AuditRound): string {
  return `${walletsText(wallets)} and ${postingsText(postings)}`;
}

function differingText({ differing }: AuditRound): string {
  if (differing === 0) return 'None differs.';
  return differing === 1 ? '1 wallet differs.' : `${countText(differing)} wallets differ.`;
}

function walletsText(wallets: number): string {
  return `${countText(wallets)} ${wallets === 1 ? 'wallet' : 'wallets'}`;
}

function postingsText(postings: number): string {
  return `${countText(postings)} ${postings === 1 ? 'posting' : 'postings'}`;
}

function timeText(time: string): string {
  return new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
