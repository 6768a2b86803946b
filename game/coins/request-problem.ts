import { CURRENCIES, MAX_AMOUNT } from './currency.ts';
import { type Day, dayAfter, dayOf } from './days.ts';
import { POSTING_KINDS, type PostingKind, causeOf } from './kinds.ts';
import { MAX_EXPIRY_DAYS } from './lots.ts';
import type { FaultyCharge, PostingRequest } from './posting.ts';

/** Why a request can never be met, as it is. */
export const REQUEST_PROBLEMS = [
  /** The key does not begin with one who may cause such a posting, or is too long. */
  'badKey',
  /** No whole number of coins from 1 to MAX_AMOUNT, or no currency of ours. */
  'badAmount',
  /** No day, one that is too far off, or coins that cannot expire. */
  'badExpiry',
  /** The details or the reason are too long: a fan's statement carries them. */
  'bodyTooLarge',
  /** It is no request of its kind at all. */
  'badItem',
] as const;

export type RequestProblem = (typeof REQUEST_PROBLEMS)[number];

/** A document id has at most 1,500 bytes, and keys of what follows from this one begin with some twenty letters more. */
const MAX_KEY = 420;

/** In letters. */
const MAX_REASON = 200;

/** In letters of its JSON. A page of a statement has fifty postings. */
const MAX_BODY = 2_000;

/** Kinds of coins that can carry a day. */
const CAN_EXPIRE: readonly PostingKind[] = ['grant', 'takeBack'];

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function requestProblem(request: PostingRequest, now: Date): RequestProblem | null {
  if (isBadKey(request.kind, request.key)) return 'badKey';
  if (JSON.stringify(request.body).length > MAX_BODY || request.reason.length > MAX_REASON) return 'bodyTooLarge';
  if (request.kind === 'reversal') return null;
  const { currency, amount, expiresOn } = request;
  const isAmount = Number.isSafeInteger(amount) && amount > 0 && amount <= MAX_AMOUNT;
  if (!isAmount || !CURRENCIES.includes(currency)) return 'badAmount';
  const canExpire = expiresOn === null || (CAN_EXPIRE.includes(request.kind) && isDay(expiresOn));
  if (!canExpire || (expiresOn ?? '') > dayAfter(dayOf(now), MAX_EXPIRY_DAYS)) return 'badExpiry';
  return null;
}

export function faultyChargeProblem({ key }: FaultyCharge): RequestProblem {
  return isBadKey('charge', key) ? 'badKey' : 'badItem';
}

function isBadKey(kind: PostingKind, key: string): boolean {
  const mayCause: readonly (string | undefined)[] = POSTING_KINDS[kind].causedBy;
  return !mayCause.includes(causeOf(key)) || key.length > MAX_KEY;
}

function isDay(text: string): text is Day {
  const time = Date.parse(`${text}T00:00:00Z`);
  return DAY.test(text) && !Number.isNaN(time) && dayOf(new Date(time)) === text;
}
