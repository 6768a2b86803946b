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

/**
 * The lots of coins that go: those that expire first go first; those that do not expire go last.
 *
 * @param own days whose coins go before all others: of what a correction takes back
 */
export function lotsSpent(balance: Balance, amount: number, own: readonly Day[] = []): Posting['lots'] {
  const spent: Record<Day, number> = {};
  let left = amount;
  const lots = expiringCoins(balance);
  const isOwn = ({ on }: { on: Day }) => own.includes(on);
  for (const { on, amount: there } of [...lots.filter(isOwn), ...lots.filter((lot) => !isOwn(lot))]) {
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

/** What is to be taken of coins that have come in. */
export interface TakenBack {
  /** What is to go; what has expired unspent has gone already. */
  amount: number;
  /** What of the coins that have expired was these. */
  expired: Posting['expired'];
}

/**
 * What a correction is to take. Coins of one day are alike: of what expired unspent on a day, each of the grants of that day may call its own what no
 * other has.
 *
 * @param came their lots
 */
export function takenBack({ expired }: Balance, amount: number, came: Posting['lots']): TakenBack {
  const gone: Record<Day, number> = {};
  let left = amount;
  for (const [day, coins] of Object.entries(came)) {
    const before = Math.min(coins, left, expired[day] ?? 0);
    if (before === 0) continue;
    gone[day] = -before;
    left -= before;
  }
  return { amount: left, expired: gone };
}
