/** Coupons: campaigns of partner brands, their codes, and what a fan redeems coins for. */
export * from './campaign.ts';
export * from './code.ts';
export * from './eligibility.ts';
export * from './redemption.ts';
export * from './slots.ts';
