/** Coupons: campaigns of partner brands, their codes, and what a fan redeems coins for. */
export * from './campaign.ts';
export { CODE_BYTES, codeOf } from './code.ts';
export * from './eligibility.ts';
export * from './redemption.ts';
export * from './slots.ts';
