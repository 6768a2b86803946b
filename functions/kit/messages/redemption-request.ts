import { z } from 'zod';
import { documentId } from '../calls/input.ts';
import { headerSchema } from './header.ts';

/** Topic of redemptions that wait for their end: the service rewards tells itself. */
export const REDEMPTIONS_TOPIC = 'coupons.redemptions';

/** A redemption to be decided; its id is that of its document, which says the rest. */
export const redemptionRequestSchema = headerSchema.extend({
  uid: documentId,
  body: z.object({ campaignId: documentId }),
});

export type RedemptionRequest = z.infer<typeof redemptionRequestSchema>;

export function redemptionRequest(id: string, uid: string, campaignId: string): RedemptionRequest {
  return { v: 1, id, uid, body: { campaignId } };
}
