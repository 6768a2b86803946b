import { type Posted, append } from './chain.ts';
import { CURRENCIES, type Currency } from './currency.ts';
import { type Day, dayOf } from './days.ts';
import { POSTING_KINDS } from './kinds.ts';
import { lotsSpent } from './lots.ts';
import type { HashOf, Posting } from './posting.ts';
import { expiringCoins } from './wallet.ts';

/**
 * Keys of postings that follow from the wallet itself, and are asked for by nobody. That of an expiry has its number: where a clock was wrong, coins have come
 * to a day that was over.
 */
export function expiryKey(currency: Currency, day: Day, seq: number): string {
  return `rewards:expiry:${currency}:${day}:${seq}`;
}

export function repaymentKey(key: string): string {
  return `rewards:repayment:${key}`;
}

/** Posts the expiry of coins whose last day is over, day by day. */
export function postExpiries(posted: Posted, now: Date, hashOf: HashOf): Posted {
  let result = posted;
  for (const currency of CURRENCIES) {
    const past = expiringCoins(posted.wallet.balances[currency]).filter(({ on }) => on < dayOf(now));
    for (const { on, amount } of past)
      result = append(
        result,
        {
          key: expiryKey(currency, on, result.wallet.seq + 1),
          kind: 'expiry',
          currency,
          house: POSTING_KINDS.expiry.house,
          amount: -amount,
          lots: { [on]: -amount },
          expired: { [on]: amount },
          debt: 0,
          reverses: null,
          reason: 'rewards.expiry',
          body: { on },
          bodyHash: '',
        },
        now.toISOString(),
        hashOf,
      );
  }
  return result;
}

/** Pays off what it can of a debt, after coins have come in. */
export function postRepayment(posted: Posted, after: Pick<Posting, 'key' | 'currency' | 'at'>, hashOf: HashOf): Posted {
  const { key, currency, at } = after;
  const balance = posted.wallet.balances[currency];
  const amount = Math.min(balance.debt, balance.available);
  if (amount === 0) return posted;
  const draft = {
    key: repaymentKey(key),
    kind: 'repayment',
    currency,
    house: POSTING_KINDS.repayment.house,
    amount: -amount,
    lots: lotsSpent(balance, amount),
    expired: {},
    debt: -amount,
    reverses: null,
    reason: 'rewards.repayment',
    body: { after: key },
    bodyHash: '',
  } as const;
  return append(posted, draft, at, hashOf);
}
