import { CURRENCIES, MAX_AMOUNT } from './currency.ts';
import { type Day, dayAfter, dayOf } from './days.ts';
import { POSTING_KINDS, causeOf } from './kinds.ts';
import { MAX_EXPIRY_DAYS } from './lots.ts';
import type { PostingRequest } from './posting.ts';

/** Why a request can never be met, as it is. */
export type RequestProblem =
  /** The key does not begin with one who may cause such a posting, or is too long. */
  | 'badKey'
  /** No whole number of coins from 1 to MAX_AMOUNT, or no currency of ours. */
  | 'badAmount'
  /** No day, one that is too far off, or coins that cannot expire. */
  | 'badExpiry'
  /** The details are too long: a fan's statement carries them. */
  | 'bodyTooLarge';

/** A document id has at most 1,500 bytes, and keys of what follows from this one begin with some twenty letters more. */
const MAX_KEY = 420;

/** In letters of its JSON. A page of a statement has fifty postings. */
const MAX_BODY = 2_000;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function requestProblem(request: PostingRequest, now: Date): RequestProblem | null {
  const rule = POSTING_KINDS[request.kind];
  const cause = causeOf(request.key);
  const mayCause: readonly (string | undefined)[] = rule.causedBy;
  if (!mayCause.includes(cause) || request.key.length > MAX_KEY) return 'badKey';
  if (JSON.stringify(request.body).length > MAX_BODY) return 'bodyTooLarge';
  if (request.kind === 'reversal') return null;
  const { currency, amount, expiresOn } = request;
  const isAmount = Number.isSafeInteger(amount) && amount > 0 && amount <= MAX_AMOUNT;
  if (!isAmount || !CURRENCIES.includes(currency)) return 'badAmount';
  const canExpire = expiresOn === null || (request.kind === 'grant' && isDay(expiresOn));
  if (!canExpire || (expiresOn ?? '') > dayAfter(dayOf(now), MAX_EXPIRY_DAYS)) return 'badExpiry';
  return null;
}

function isDay(text: string): text is Day {
  const time = Date.parse(`${text}T00:00:00Z`);
  return DAY.test(text) && !Number.isNaN(time) && dayOf(new Date(time)) === text;
}
