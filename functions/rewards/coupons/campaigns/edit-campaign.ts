import { type Caller, assertOps, reason } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { type CampaignReceipt, changeCampaign, directiveRecord } from './change-campaign.ts';
import { type CampaignEdit, decideEdit } from './decide-edit.ts';
import { campaignId, price, termsShape } from './terms-schema.ts';

/** Not the brand: no code of one goes out twice, whatever the campaign. */
const { brand: _, ...editable } = termsShape;

export const editCampaignSchema = z.strictObject({
  campaignId,
  /** What is to be otherwise; what is left out stays. */
  changes: z
    .strictObject({ ...editable, price })
    .partial()
    .refine((changes) => Object.keys(changes).length > 0, 'names nothing'),
  reason,
});

/**
 * Changes the terms of a campaign, or its price. Who has a coupon keeps what they have seen; who has asked for one is decided on by what holds then,
 * but for the conditions, which they met when they asked, and never pays another price than they have seen. The same again is no change.
 *
 * @throws CallError opsRequired, campaignNotFound, campaignEnded, badTerms, tryAgain
 */
export async function editCampaign(
  db: Firestore,
  caller: Caller,
  { campaignId: id, changes, reason: why }: z.infer<typeof editCampaignSchema>,
  now: () => Date,
): Promise<CampaignReceipt> {
  assertOps(caller);
  const record = directiveRecord(caller, 'editCampaign', { subject: subjectOf(changes), reason: why }, now());
  return changeCampaign(db, id, record, (state, shown) => decideEdit(state, shown, changes as CampaignEdit, now()));
}

function subjectOf(changes: z.infer<typeof editCampaignSchema>['changes']): string {
  return Object.entries(changes)
    .map(([name, value]) => (name === 'price' ? `price ${String(value)}` : name))
    .join(', ');
}
