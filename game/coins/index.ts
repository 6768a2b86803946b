/** Coins: kinds of posting, what a wallet is, and how a posting is decided on and audited. */
export * from './audit.ts';
export type { Posted } from './chain.ts';
export * from './currency.ts';
export * from './days.ts';
export * from './decide-posting.ts';
export { expiryKey, postExpiries, repaymentKey } from './follow-ups.ts';
export * from './kinds.ts';
export { GRACE_DAYS, MAX_EXPIRY_DAYS } from './lots.ts';
export * from './posting.ts';
export { REQUEST_PROBLEMS, type RequestProblem, faultyChargeProblem } from './request-problem.ts';
export * from './wallet.ts';
export * from './words.ts';
