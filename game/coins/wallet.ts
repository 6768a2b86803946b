import { CURRENCIES, type Currency } from './currency.ts';
import { type Day, dayAfter, dayOf } from './days.ts';
import { type Posting, fanAmount } from './posting.ts';

export interface Balance {
  /** What the fan can spend; never negative. Coins whose date has passed are in it until their expiry is posted. */
  available: number;
  /** What was to be taken back and had been spent; while there is any, nothing is available. */
  debt: number;
  /** Of the available: what expires, by the last day on which it can be spent. The rest does not expire. */
  lots: Readonly<Record<Day, number>>;
  /** What has expired unspent, by the day that was its last: a correction of what it came by does not take it once more. See EXPIRED_KEPT_DAYS. */
  expired: Readonly<Record<Day, number>>;
}

/** `wallets/{uid}`: the fold of the wallet's postings. */
export interface Wallet {
  balances: Readonly<Record<Currency, Balance>>;
  /** Number of postings. */
  seq: number;
  /** Number of refusals that are kept: see Refusal. */
  refusals: number;
  /** Hash of the last posting; the fan's uid when there is none, so that no chain fits another wallet. */
  head: string;
}

/** Coins that have expired are remembered for so long; a correction that comes later takes them once more. It bounds the bytes of a wallet. */
const EXPIRED_KEPT_DAYS = 180;

const NOTHING: Balance = { available: 0, debt: 0, lots: {}, expired: {} };

export function emptyWallet(uid: string): Wallet {
  return { balances: allBalances({}), seq: 0, refusals: 0, head: uid };
}

/**
 * Balances of all currencies, also of those that came after the wallet was written, and with those of a newer release: while one replaces the other, both
 * book.
 */
export function allBalances(known: Readonly<Record<string, Balance>>): Wallet['balances'] {
  const all = CURRENCIES.map((currency) => [currency, known[currency] ?? NOTHING]);
  return { ...known, ...(Object.fromEntries(all) as Wallet['balances']) };
}

/** What is stored of a wallet: all of it, and what a sweep finds it by. */
export type StoredWallet = Wallet & { nextExpiry: Day | null };

export function storedWallet(wallet: Wallet): StoredWallet {
  return { ...wallet, nextExpiry: nextExpiry(wallet) };
}

/** The wallet after one more posting. */
export function applyPosting(wallet: Wallet, posting: Posting): Wallet {
  const { available, debt, lots, expired } = wallet.balances[posting.currency];
  const balance: Balance = {
    available: available + fanAmount(posting),
    debt: debt + posting.debt,
    lots: addDays(lots, posting.lots),
    expired: addDays(expired, posting.expired, firstKept(posting)),
  };
  return {
    ...wallet,
    balances: { ...wallet.balances, [posting.currency]: balance },
    seq: wallet.seq + 1,
    head: posting.hash,
  };
}

/** @param from days before it are dropped */
function addDays(known: Balance['lots'], change: Posting['lots'], from = ''): Balance['lots'] {
  const sums = new Map(Object.entries(known));
  for (const [day, amount] of Object.entries(change)) sums.set(day, (sums.get(day) ?? 0) + amount);
  const kept = [...sums].filter(([day, amount]) => amount !== 0 && day >= from);
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** By the time of the posting, so that a wallet is the fold of its postings alone. */
function firstKept({ at }: Posting): Day {
  return dayAfter(at.slice(0, 10), -EXPIRED_KEPT_DAYS);
}

/** What of a balance expires when, soonest first. */
export function expiringCoins({ lots }: Balance): { on: Day; amount: number }[] {
  return Object.entries(lots)
    .map(([on, amount]) => ({ on, amount }))
    .sort((a, b) => (a.on < b.on ? -1 : 1));
}

/** What a fan can spend now: of coins whose date has passed, the expiry may not be posted yet. */
export function spendable(balance: Balance, now: Date): number {
  const past = expiringCoins(balance).filter(({ on }) => on < dayOf(now));
  return past.reduce((left, { amount }) => left - amount, balance.available);
}

/** The first day after which coins of a wallet expire; null: none do. */
export function nextExpiry({ balances }: Wallet): Day | null {
  const days = Object.values(balances).flatMap((balance) => expiringCoins(balance).slice(0, 1));
  return days.map(({ on }) => on).sort()[0] ?? null;
}
