import { type Day, dayAfter, dayOf } from './days.ts';
import type { Posting } from './posting.ts';
import { type Balance, expiringCoins } from './wallet.ts';

/**
 * Coins that come in can be spent for so many days at least, whatever date they carry: a grant that was late, or a refund, must not expire before
 * the fan has seen it. And so nothing is added to a day whose coins have expired.
 */
export const GRACE_DAYS = 7;

/** No date is further off. It bounds the days that a wallet knows of, and so its bytes: 731 days are 16 KB. */
export const MAX_EXPIRY_DAYS = 731;

/** The last day on which coins can be spent that come in now. */
export function lastDay(expiresOn: Day, now: Date): Day {
  const earliest = dayAfter(dayOf(now), GRACE_DAYS);
  return expiresOn < earliest ? earliest : expiresOn;
}

/** The lots of coins that go: those that expire first go first; those that do not expire go last. */
export function lotsSpent(balance: Balance, amount: number): Posting['lots'] {
  const spent: Record<Day, number> = {};
  let left = amount;
  for (const { on, amount: there } of expiringCoins(balance)) {
    const taken = Math.min(left, there);
    if (taken === 0) break;
    spent[on] = -taken;
    left -= taken;
  }
  return spent;
}

/** The lots of coins that come back: they expire as they would have, but not before the fan can spend them. */
export function lotsReturned(spent: Posting['lots'], now: Date): Posting['lots'] {
  const returned: Record<Day, number> = {};
  for (const [day, amount] of Object.entries(spent)) {
    const on = lastDay(day, now);
    returned[on] = (returned[on] ?? 0) - amount;
  }
  return returned;
}
