import type { CampaignStatus, CampaignTerms } from './campaign.ts';

export type RedemptionStatus =
  /** On its way: it ends in one of the others. */
  | 'pending'
  /** The coins are gone and the code is here. */
  | 'fulfilled'
  /** No code was left. */
  | 'soldOut'
  /** The fan had too few coins. */
  | 'insufficient'
  /** See RefusedReason. */
  | 'refused'
  /** It was fulfilled; the coins are back and the code is gone. */
  | 'refunded';

export type RefusedReason =
  /** It opens later. */
  | 'notOpenYet'
  /** It has closed, or its codes have expired. */
  | 'closed'
  | 'paused'
  | 'ended'
  /** The price is another one than when the fan asked. */
  | 'priceChanged'
  /** The fan has had as many as a fan may have. */
  | 'limitReached'
  /** The fan was erased meanwhile. */
  | 'fanErased';

/** `redemptions/{uid}_{key}`: what its fan sees. */
export interface Redemption {
  uid: string;
  campaignId: string;
  status: RedemptionStatus;
  /** Of `refused`. */
  reason: RefusedReason | null;
  /** In coins, when the fan asked. */
  price: number;
  brand: string;
  title: string;
  picture: string;
  /** What the fan has agreed to; they keep it whatever becomes of the campaign's. */
  terms: string;
  /** Once `fulfilled`; or a link. */
  code: string | null;
  isLink: boolean;
  /** Until when the code can be used: ISO 8601, UTC; null: without end. */
  expiresAt: string | null;
  requestedAt: string;
  /** When it left `pending`. */
  endedAt: string | null;
  /** As the fan says. */
  isUsed: boolean;
  /** What the fan has reported, if the code did not work. */
  problem: string | null;
}

/** A campaign as a redemption finds it. */
export interface OfferedCampaign extends Pick<CampaignTerms, 'opensAt' | 'closesAt' | 'codesExpireAt' | 'perFan'> {
  status: CampaignStatus;
  price: number;
}

/**
 * Why a campaign takes no redemption; null: it does. The window counts when the fan asks. A code must be good when they get it, which may be later.
 *
 * @param now ISO 8601, UTC, as `requestedAt`
 */
export function refusedReason(campaign: OfferedCampaign, requestedAt: string, now: string): RefusedReason | null {
  const { status, opensAt, closesAt, codesExpireAt } = campaign;
  if (status === 'ended' || status === 'paused') return status;
  // A draft is not seen by fans; a fan who has guessed its id learns no more than this.
  if (status === 'draft' || requestedAt < opensAt) return 'notOpenYet';
  if (requestedAt >= closesAt || (codesExpireAt !== null && now >= codesExpireAt)) return 'closed';
  return null;
}

export type RedemptionDecision =
  /** A unit is to be claimed; when there is none, it is sold out. */
  { is: 'due' } | { is: 'insufficient' } | { is: 'refused'; reason: RefusedReason };

/**
 * What becomes of a pending redemption. The window counts when the fan asks, and all else when it is decided: what an operator has stopped, stops at once.
 *
 * @param fan what they have had of the campaign, refunds apart, and what they can spend
 */
export function decideRedemption(
  campaign: OfferedCampaign,
  { price, requestedAt }: Pick<Redemption, 'price' | 'requestedAt'>,
  fan: { redeemed: number; spendable: number },
  now: Date,
): RedemptionDecision {
  const reason = refusedReason(campaign, requestedAt, now.toISOString());
  if (reason !== null) return { is: 'refused', reason };
  if (price !== campaign.price) return { is: 'refused', reason: 'priceChanged' };
  if (fan.redeemed >= campaign.perFan) return { is: 'refused', reason: 'limitReached' };
  if (fan.spendable < price) return { is: 'insufficient' };
  return { is: 'due' };
}
