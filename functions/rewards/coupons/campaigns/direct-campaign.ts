import { type Caller, assertOps, reason } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { type CampaignReceipt, changeCampaign, directiveRecord } from './change-campaign.ts';
import { type CampaignChange, decideChange } from './decide-campaign.ts';
import { campaignId } from './terms-schema.ts';

export const directCampaignSchema = z.strictObject({ campaignId, reason });
export const voidCodesSchema = directCampaignSchema.extend({ batchId: z.string().regex(/^[a-f0-9]{24}$/) });

/**
 * Carries out what an operator says of a campaign. Once the call has answered, no redemption is decided by what held before.
 *
 * @throws CallError opsRequired, campaignNotFound, tryAgain, and those of `decideChange`
 */
export async function directCampaign(
  db: Firestore,
  caller: Caller,
  { campaignId: id, reason: why }: z.infer<typeof directCampaignSchema>,
  change: CampaignChange,
  now: () => Date,
): Promise<CampaignReceipt> {
  assertOps(caller);
  const { kind, ...subject } = change;
  const record = directiveRecord(
    caller,
    kind,
    { subject: Object.values(subject).map(String).join(), reason: why },
    now(),
  );
  return changeCampaign(db, id, record, (before) => {
    const state = decideChange(before, change);
    return state && { state };
  });
}
