import type { Balance, Day, LedgerProblem, Posting } from '@fanfold/game/coins';
import type { Campaign, CodeSource, Redemption } from '@fanfold/game/coupons';

/** `wallets/{uid}`, as its fan is to see it. A fan without postings has one with nothing in it. */
export interface LiveWallet {
  /** Coins that can be spent today. */
  available: number;
  /** What a correction has taken and the fan had spent: the next coins pay it off. */
  debt: number;
  /** What expires, soonest first; `on` is the last day (UTC) on which it can be spent. */
  expiring: { on: Day; amount: number }[];
}

/** `wallets/{uid}` as it stands in Firestore. */
export interface StoredWallet {
  balances: { coins: Balance };
}

/** A line of the statement. */
export interface StatementLine {
  key: string;
  /** Number in the wallet, from 1. */
  seq: number;
  /** ISO 8601, UTC. */
  at: string;
  kind: Posting['kind'];
  /** What came; negative: what went. */
  amount: number;
  /** What the fan had after it. */
  balance: number;
  /** Why, in the fan's words. */
  words: string;
}

export interface Statement {
  /** Newest first. */
  lines: StatementLine[];
  /** There are older ones. */
  hasMore: boolean;
}

/** `campaigns/{c}`. */
export type LiveCampaign = Campaign & { id: string };

/** `campaigns/{c}/state/stock`: what is left of a campaign, by batch. It is a second or so behind. */
export interface LiveStock {
  /** By id; `left` of each of its parts. */
  batches: Record<string, { source: CodeSource; units: number; isVoid: boolean; left: number[] }>;
}

/** `redemptions/{id}`: a coupon of the caller's, from the moment that they have asked for it. */
export type LiveRedemption = Redemption & { id: string };

/** `campaigns/{c}/reports/{redemption}`: a code that did not work, as its fan says. */
export interface LiveReport {
  uid: string;
  redemptionId: string;
  /** The batch and the number of the code in it, by which the partner finds it. */
  claim: { batchId: string; slot: number; unit: number };
  problem: string;
  /** ISO 8601, UTC. */
  at: string;
}

/** An audit of all wallets, as far as it has come. */
export interface AuditRound {
  /** ISO 8601, UTC. */
  startedAt: string;
  wallets: number;
  postings: number;
  /** Wallets that are not what their postings say, and the first fifty of them by name. */
  differing: number;
  differences: { uid: string; problems: LedgerProblem[] }[];
}

/** `health/ledger`: the audit that is under way, and the last one that has ended; null: there is none. */
export interface LedgerHealth {
  /** When it was looked at last: ISO 8601, UTC. */
  at: string;
  running: AuditRound | null;
  /**
   * `imbalance`: what the fans and the house have together, which is 0 or coins came from nowhere. `lost`: postings that the audit before has seen and this one
   * has not, of which there should be none.
   */
  ended: (AuditRound & { endedAt: string; imbalance: number; lost: number }) | null;
}
