import { type MoveRequest, reversalRequest } from '@fanfold/game/coins';
import type { Redemption } from '@fanfold/game/coupons';

/** Idempotency key of the posting that pays for a redemption. */
export function priceKey(redemptionId: string): string {
  return `rewards:coupon:${redemptionId}`;
}

/** What takes the price out of the fan's wallet. */
export function priceRequest(
  redemptionId: string,
  { price, campaignId, brand, title }: Pick<Redemption, 'price' | 'campaignId' | 'brand' | 'title'>,
): MoveRequest {
  return {
    key: priceKey(redemptionId),
    kind: 'redemption',
    currency: 'coins',
    amount: price,
    reason: 'rewards.redemption',
    body: { campaignId, brand, title },
    expiresOn: null,
  };
}

/** What brings it back, once. */
export function refundRequest(redemptionId: string) {
  return reversalRequest(priceKey(redemptionId), 'rewards.refund');
}
