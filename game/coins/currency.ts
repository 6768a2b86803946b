/**
 * What a wallet holds. Another currency is one more name here: a wallet has a balance of each, nothing of one that it does not know yet, and one chain
 * of postings for all.
 */
export const CURRENCIES = ['coins'] as const;

export type Currency = (typeof CURRENCIES)[number];

/** Of one posting. Whatever is more is a fault of who asks for it. */
export const MAX_AMOUNT = 1_000_000_000;

/** Of a balance and of a debt, in one currency: far below 2^53, so that all sums of a wallet are exact. */
export const MAX_BALANCE = 1_000_000_000_000;
