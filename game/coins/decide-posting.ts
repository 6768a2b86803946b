import { type Draft, type Posted, append, isWithinRange } from './chain.ts';
import { postExpiries, postRepayment } from './follow-ups.ts';
import { type HouseAccount, POSTING_KINDS } from './kinds.ts';
import { lastDay, lotsReturned, lotsSpent, takenBack } from './lots.ts';
import type {
  Details,
  FaultyCharge,
  HashOf,
  MoveRequest,
  Posting,
  PostingRequest,
  Refusal,
  ReversalRequest,
} from './posting.ts';
import { fanAmount } from './posting.ts';
import { type RequestProblem, faultyChargeProblem, requestProblem } from './request-problem.ts';
import type { Wallet } from './wallet.ts';

/** Why a request can never be met; see RequestProblem for those of the request itself. */
export type PostingRefusal =
  | RequestProblem
  /** The wallet would hold more than any may. */
  | 'outOfRange'
  /** There is no posting under the key that is to be undone. */
  | 'unknownPosting'
  /** Postings of its kind are not undone, or it was undone under another key. */
  | 'notReversible';

/** What a request comes to. */
export type PostingDecision =
  /** It is posted. `posted` also has what goes before and after it: coins that expire, and a debt that is paid off. */
  | { is: 'booked'; posting: Posting; posted: Posted }
  /** There is too little. The refusal is to be kept, so that the answer stays the same; `posted` has coins that have expired. */
  | { is: 'insufficient'; refusal: Refusal; posted: Posted }
  /** It was answered before, and the body is equal: `known` is what came of it then. */
  | { is: 'repeat'; known: Posting | Refusal }
  /** Its key stands for another body, which counts. */
  | { is: 'conflict' }
  /** It can never be met. Of a charge, whose sender is answered, the refusal is to be kept; anything else may be asked for as it should be. */
  | { is: 'refused'; code: PostingRefusal; refusal?: Refusal };

/** What stands under the keys that a request names. */
export interface KnownPostings {
  /** Under the request's own key. */
  own?: Posting | Refusal | undefined;
  /** Under the key that it reverses. */
  reversed?: Posting | Refusal | undefined;
}

/** The one key under which a posting can be undone, whatever service asks: so it is undone once. */
export function reversalKey(key: string): string {
  return `rewards:reversal:${key}`;
}

/** Asks for a posting to be undone. */
export function reversalRequest(reverses: string, reason: string, body: Details = {}): ReversalRequest {
  return { key: reversalKey(reverses), kind: 'reversal', reverses, reason, body };
}

/**
 * Decides on a posting. Balances never become negative: see `shortfall` of its kind.
 *
 * @param hashOf SHA-256 of canonical JSON
 */
export function decidePosting(
  wallet: Wallet,
  request: PostingRequest | FaultyCharge,
  { own, reversed }: KnownPostings,
  now: Date,
  hashOf: HashOf,
): PostingDecision {
  const bodyHash = hashOf(request);
  if (own) return own.bodyHash === bodyHash ? { is: 'repeat', known: own } : { is: 'conflict' };
  const at = now.toISOString();
  const refused = (code: RequestProblem): PostingDecision => {
    // A key that a charge may not have can be one of the ledger's own.
    const isKept = (request.kind === 'charge' || request.kind === 'faultyCharge') && code !== 'badKey';
    return { is: 'refused', code, ...(isKept && { refusal: { key: request.key, refused: code, bodyHash, at } }) };
  };
  if (request.kind === 'faultyCharge') return refused(faultyChargeProblem(request));
  const problem = requestProblem(request, now);
  if (problem) return refused(problem);
  const current = postExpiries({ wallet, postings: [] }, now, hashOf);
  const move =
    request.kind === 'reversal'
      ? reversalOf(request, reversed, current.wallet, now)
      : moveOf(request, current.wallet, now);
  if (typeof move === 'string') return { is: 'refused', code: move };

  const draft = draftOf(request, move, current.wallet, bodyHash);
  if (!draft)
    return {
      is: 'insufficient',
      refusal: { key: request.key, refused: 'insufficient', bodyHash, at },
      posted: current,
    };
  const booked = append(current, draft, at, hashOf);
  const posting = booked.postings.at(-1) as Posting;
  const posted = draft.amount > 0 ? postRepayment(booked, posting, hashOf) : booked;
  if (!isWithinRange(booked)) return { is: 'refused', code: 'outOfRange' };
  return { is: 'booked', posting, posted };
}

/** What a posting would move, before it is known what the wallet has. */
interface Move extends Pick<Draft, 'currency' | 'reverses' | 'expired'> {
  house: HouseAccount;
  /** Signed. */
  amount: number;
  /** Of coins that come in: theirs. Of coins that go: those that they came by, whose days go first. */
  lots: Posting['lots'];
}

function moveOf({ kind, currency, amount, expiresOn }: MoveRequest, { balances }: Wallet, now: Date): Move {
  const { house, direction } = POSTING_KINDS[kind];
  const move = { house, currency, reverses: null };
  if (direction === 'in')
    return { ...move, amount, lots: expiresOn === null ? {} : { [lastDay(expiresOn, now)]: amount }, expired: {} };
  const lots = expiresOn === null ? {} : { [expiresOn]: amount };
  const taken = takenBack(balances[currency], amount, lots);
  return { ...move, amount: 0 - taken.amount, lots, expired: taken.expired };
}

/** The other way round, with the debt that the posting has made: what was owed is given back as coins, which pay it off. */
function reversalOf(
  { key, reverses }: ReversalRequest,
  reversed: KnownPostings['reversed'],
  { balances }: Wallet,
  now: Date,
): Move | PostingRefusal {
  if (!reversed || 'refused' in reversed || reversed.key !== reverses) return 'unknownPosting';
  if (!POSTING_KINDS[reversed.kind].reversible || key !== reversalKey(reverses)) return 'notReversible';
  const { currency, lots } = reversed;
  const house = reversed.legs.find(({ account }) => account !== 'fan')?.account as HouseAccount;
  const move = { house, currency, reverses };
  const amount = reversed.debt - fanAmount(reversed);
  if (amount < 0) {
    const taken = takenBack(balances[currency], -amount, lots);
    return { ...move, amount: 0 - taken.amount, lots, expired: taken.expired };
  }
  if (reversed.kind === 'expiry') {
    // What a correction has found expired is not the fan's any more.
    const { amount: left, expired } = takenBack(balances[currency], amount, negated(lots));
    const back = amount - left;
    return back === 0 ? 'notReversible' : { ...move, amount: back, lots: lotsReturned(expired, now), expired };
  }
  return { ...move, amount, lots: lotsReturned(lots, now), expired: negated(reversed.expired) };
}

function negated(days: Posting['lots']): Posting['lots'] {
  return Object.fromEntries(Object.entries(days).map(([day, amount]) => [day, 0 - amount]));
}

/** @returns null when the wallet has too little */
function draftOf(request: PostingRequest, move: Move, wallet: Wallet, bodyHash: string): Draft | null {
  const { key, kind, reason, body } = request;
  const balance = wallet.balances[move.currency];
  const draft = { ...move, key, kind, reason, body, bodyHash, debt: 0 };
  if (move.amount > 0) return draft;
  const wanted = 0 - move.amount;
  const taken = Math.min(wanted, balance.available);
  if (taken < wanted && POSTING_KINDS[kind].shortfall === 'refused') return null;
  const lots = lotsSpent(balance, taken, Object.keys(move.lots));
  return { ...draft, amount: 0 - taken, lots, debt: wanted - taken };
}
