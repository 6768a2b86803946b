import { callable } from '@fanfold/kit/calls';
import { publishItems } from '@fanfold/kit/messages';
import { projectFirestore } from '@fanfold/kit/ops';
import * as own from './redemptions/own-redemption.ts';
import * as redemption from './redemptions/redeem-coupon.ts';

/** What fans call; the functions beside say what each does and how it is refused. */

const now = () => new Date();

export const redeemCoupon = callable(
  redemption.redeemCouponSchema,
  (input, caller) => redemption.redeemCoupon(projectFirestore(), publishItems, caller, input, now),
  { consumeAppCheckToken: true },
);

export const reportCoupon = callable(own.reportCouponSchema, (input, caller) =>
  own.reportCoupon(projectFirestore(), caller, input, now),
);

export const markCouponUsed = callable(own.markUsedSchema, (input, caller) =>
  own.markUsed(projectFirestore(), caller, input),
);
