import type { CampaignTerms } from '@fanfold/game/coupons';
import { bodyHash } from '@fanfold/kit/calls';
import { type CampaignDocument, type CampaignState, decidingTerms } from '../documents.ts';
import type { ChangedCampaign } from './change-campaign.ts';
import { assertNotEnded, assertTerms } from './decide-campaign.ts';

export type CampaignEdit = Partial<Omit<CampaignTerms, 'brand'> & { price: number }>;

/**
 * The campaign with other terms, or another price; null: it has them. A closed one may be given another title; times are looked at where they change.
 *
 * @throws CouponCallError campaignEnded, badTerms
 */
export function decideEdit(
  state: CampaignState,
  shown: CampaignDocument,
  changes: CampaignEdit,
  now: Date,
): ChangedCampaign | null {
  assertNotEnded(state);
  const { price = state.price, ...terms } = changes;
  const after = { ...shown, ...terms };
  const isSame = (one: object, other: object) => bodyHash(one) === bodyHash(other);
  if (price === state.price && isSame(after, shown)) return null;
  const deciding = decidingTerms(after);
  if (!isSame(timesOf(after), timesOf(shown))) assertTerms(after, now);
  const decidesOtherwise = price !== state.price || !isSame(deciding, decidingTerms(shown));
  return {
    state: { ...state, ...deciding, price, fence: state.fence + (decidesOtherwise ? 1 : 0) },
    shown: terms,
  };
}

function timesOf({ opensAt, closesAt, codesExpireAt }: CampaignTerms) {
  return { opensAt, closesAt, codesExpireAt };
}
