import type { Currency } from './currency.ts';
import type { Day } from './days.ts';
import type { HouseAccount, PostingKind } from './kinds.ts';
import type { RequestProblem } from './request-problem.ts';

/** What a leg moves coins of: `fan` is the owner of the wallet that the posting stands in, so that no posting can name two fans. */
export type Account = 'fan' | HouseAccount;

export interface Leg {
  account: Account;
  /** What comes to the account; negative: what leaves it. */
  amount: number;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [field: string]: Json };

/** What a posting is about, for the words that the fan reads. */
export type Details = Readonly<Record<string, unknown>>;

/** What is asked for. It is the body that an idempotency key stands for. */
export interface MoveRequest {
  /** Idempotency key: `{cause}:…`, at most 400 characters. */
  key: string;
  kind: Exclude<PostingKind, 'reversal' | 'repayment' | 'expiry'>;
  currency: Currency;
  /** Of coins that move, more than 0: the kind says whether they come or go. */
  amount: number;
  /** `{service}.{why}`, e.g. `fantasy.prize`. */
  reason: string;
  body: Details;
  /** Of a grant: the last day on which the coins can be spent; of a take-back: that of the coins it takes back. Null: they do not expire. */
  expiresOn: Day | null;
}

/** Asks for a posting to be undone. */
export interface ReversalRequest {
  key: string;
  kind: 'reversal';
  /** Key of the posting to undo. */
  reverses: string;
  reason: string;
  body: Details;
}

/** What should have been a charge, and is none: nothing can be booked under its key. */
export interface FaultyCharge {
  key: string;
  kind: 'faultyCharge';
  /** As it came. */
  payload: unknown;
}

export type PostingRequest = MoveRequest | ReversalRequest;

/** One movement of coins, for ever: `wallets/{uid}/postings/{key}`. */
export interface Posting {
  key: string;
  /** Number in its wallet, from 1. */
  seq: number;
  kind: PostingKind;
  currency: Currency;
  /** The fan's and the house's; they sum to zero. */
  legs: readonly [Leg, Leg];
  /** What the fan's coins that expire become more or less by, by their last day. */
  lots: Readonly<Record<Day, number>>;
  /** What the fan's coins that have expired become more or less by, by the day that was their last. */
  expired: Readonly<Record<Day, number>>;
  /** What the fan's debt becomes more or less by. */
  debt: number;
  /** What the fan has after it. */
  balance: number;
  /** Key of the posting that it undoes. */
  reverses: string | null;
  reason: string;
  body: Details;
  /** Of the request. */
  bodyHash: string;
  /** ISO 8601, UTC. */
  at: string;
  /** Hash of the posting before it in the wallet; of the first, the fan's uid. */
  previous: string;
  /** Of all of the above. */
  hash: string;
}

/** What is kept of a request that could not be met, under its key: it is answered so for ever. It is no posting, and in no chain; its wallet counts it. */
export interface Refusal {
  key: string;
  /** Too little, or what is wrong with the request itself. */
  refused: 'insufficient' | RequestProblem;
  bodyHash: string;
  at: string;
}

/** SHA-256, in hexadecimal, of a value's JSON with the fields of each object in one order. */
export type HashOf = (value: unknown) => string;

/** What comes to the fan by a posting; negative: what leaves them. */
export function fanAmount({ legs }: Pick<Posting, 'legs'>): number {
  return legs.reduce((sum, { account, amount }) => (account === 'fan' ? sum + amount : sum), 0);
}

/** The hash that a posting must have. */
export function postingHash({ hash: _, ...hashed }: Posting, hashOf: HashOf): string {
  return hashOf(hashed);
}
