export { auditLedger } from './audit/triggers.ts';
export { reversePosting } from './calls/triggers.ts';
export { onRewardsFanErased } from './erasure/triggers.ts';
export { sweepExpired } from './expiry/triggers.ts';
export { onCharges, onGrants } from './intake/triggers.ts';
export { fulfilRedemptions, onCampaignDirected, onSlotWritten, sweepCoupons } from './coupons/triggers.ts';
export { markCouponUsed, redeemCoupon, reportCoupon } from './coupons/calls.ts';
export { addCodes, createCampaign, editCampaign, importCodes, voidCodes } from './coupons/ops-calls.ts';
export { endCampaign, pauseCampaign, refundRedemption, startCampaign } from './coupons/ops-calls.ts';
