import { CURRENCIES, type Currency } from './currency.ts';
import { type Day, dayOf } from './days.ts';
import { type Posting, fanAmount } from './posting.ts';

export interface Balance {
  /** What the fan can spend; never negative. Coins whose date has passed are in it until their expiry is posted. */
  available: number;
  /** What was to be taken back and had been spent; while there is any, nothing is available. */
  debt: number;
  /** Of the available: what expires, by the last day on which it can be spent. The rest does not expire. */
  lots: Readonly<Record<Day, number>>;
}

/** `wallets/{uid}`: the fold of the wallet's postings. */
export interface Wallet {
  balances: Readonly<Record<Currency, Balance>>;
  /** Number of postings. */
  seq: number;
  /** Hash of the last posting; empty when there is none. */
  head: string;
}

const NOTHING: Balance = { available: 0, debt: 0, lots: {} };

export const EMPTY_WALLET: Wallet = {
  balances: Object.fromEntries(CURRENCIES.map((currency) => [currency, NOTHING])) as Record<Currency, Balance>,
  seq: 0,
  head: '',
};

/** The wallet after one more posting. */
export function applyPosting(wallet: Wallet, posting: Posting): Wallet {
  const { available, debt, lots } = wallet.balances[posting.currency];
  const balance: Balance = {
    available: available + fanAmount(posting),
    debt: debt + posting.debt,
    lots: addLots(lots, posting.lots),
  };
  return {
    balances: { ...wallet.balances, [posting.currency]: balance },
    seq: wallet.seq + 1,
    head: posting.hash,
  };
}

function addLots(lots: Balance['lots'], change: Posting['lots']): Balance['lots'] {
  const sums = new Map(Object.entries(lots));
  for (const [day, amount] of Object.entries(change)) sums.set(day, (sums.get(day) ?? 0) + amount);
  return Object.fromEntries([...sums].filter(([, amount]) => amount !== 0).sort(([a], [b]) => (a < b ? -1 : 1)));
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
  const days = CURRENCIES.flatMap((currency) => expiringCoins(balances[currency]).slice(0, 1));
  return days.map(({ on }) => on).sort()[0] ?? null;
}
