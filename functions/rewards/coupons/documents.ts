import type { Batch, Campaign, CampaignTerms, Redemption, Slot } from '@fanfold/game/coupons';
import { auditRecordSchema, bodyHash } from '@fanfold/kit/calls';
import { z } from 'zod';

/** What this part of the service keeps, and where. */

/** `campaigns/{c}`: what fans see. */
export interface CampaignDocument extends Campaign {
  /** False: a draft, which only operators see. */
  isPublic: boolean;
}

export type BatchRecord = Batch & {
  /** Of the call that added it; of a file, its hash. */
  key: string;
};

const batchSchema: z.ZodType<BatchRecord> = z.object({
  source: z.enum(['imported', 'generated', 'shared', 'link']),
  units: z.number(),
  slots: z.number(),
  isVoid: z.boolean(),
  key: z.string(),
});

/** `campaigns/{c}/state/campaign`: what every redemption is decided by, and so as small as it can be. */
export const campaignStateSchema = z.object({
  status: z.enum(['draft', 'live', 'paused', 'ended']),
  price: z.number(),
  opensAt: z.string(),
  closesAt: z.string(),
  codesExpireAt: z.string().nullable(),
  perFan: z.number(),
  onRefund: z.enum(['putBack', 'void']),
  /** By id. */
  batches: z.record(z.string(), batchSchema),
  /** The last count found all slots dry. What comes back makes its slot's trigger count again. */
  isSoldOut: z.boolean(),
  /**
   * Raised by what takes something away: a pause, an end, a price, a void batch. The same commit writes it to every slot, so that who has read an
   * older state claims nothing.
   */
  fence: z.number(),
  /** Raised by every directive. */
  rev: z.number(),
  /** Of the call that created it. */
  bodyHash: z.string(),
});

export type CampaignState = z.infer<typeof campaignStateSchema>;

type CampaignDirective =
  | 'createCampaign'
  | 'importCodes'
  | 'addCodes'
  | 'startCampaign'
  | 'pauseCampaign'
  | 'endCampaign'
  | 'editCampaign'
  | 'voidCodes'
  | 'refundRedemption';

const directiveRecordSchema = auditRecordSchema<CampaignDirective>().extend({
  /** What it was about: changed terms, a batch, a redemption. */
  subject: z.string(),
});

export type CampaignDirectiveRecord = z.infer<typeof directiveRecordSchema>;

/** `campaigns/{c}/state/directives`. */
export const campaignDirectivesSchema = z.object({
  /** See `audited`. */
  audit: z.array(directiveRecordSchema),
});

/** `campaigns/{c}/state/stock`: the last count of the stock. With 50 batches of 64 slots it takes some 30 KB. */
export const countedStockSchema = z.object({
  /** By id. */
  batches: z.record(
    z.string(),
    z.object({
      source: z.enum(['imported', 'generated', 'shared', 'link']),
      units: z.number(),
      isVoid: z.boolean(),
      /** Units of each slot that nobody has. */
      left: z.array(z.number()),
    }),
  ),
});

export type CountedStock = z.infer<typeof countedStockSchema>;

/** `campaigns/{c}/slots/{batch}-{n}`. */
export interface SlotDocument extends Slot {
  /** Of the campaign's state, when that last took something away; 0: never since the batch was added. */
  fence: number;
}

export const slotSchema: z.ZodType<SlotDocument> = z.object({
  start: z.number(),
  size: z.number(),
  next: z.number(),
  returned: z.array(z.number()),
  fence: z.number(),
});

/** `campaigns/{c}/claims/{uid}`: what a fan has had of a campaign. */
export interface ClaimsDocument {
  /** Redemptions that were fulfilled and not refunded. */
  redeemed: number;
}

/** Which unit a redemption got. */
export interface Claim {
  batchId: string;
  slot: number;
  unit: number;
}

/** `redemptions/{uid}_{key}`. */
export interface RedemptionDocument extends Redemption {
  claim: Claim | null;
}

/** `campaigns/{c}/reports/{redemption}`: a code that did not work, for operators. */
export interface ReportDocument {
  uid: string;
  redemptionId: string;
  /** The batch and the number of the code in it: what the partner needs to look into it, without the code. */
  claim: Claim;
  problem: string;
  at: string;
}

/** `codeFiles/{sha256}`: a file of a partner's that was imported. */
export interface CodeFileDocument {
  campaignId: string;
}

/** `brands/{b}`: what was imported for the brand, whatever became of it. No other file of the brand may have these codes. */
export interface BrandDocument {
  batches: readonly { campaignId: string; batchId: string; units: number }[];
}

export function codeFilePath(sha256: string): string {
  return `codeFiles/${sha256}`;
}

/** Case, blanks and signs make no other brand. */
export function brandPath(brand: string): string {
  const name = brand
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return `brands/${bodyHash(name).slice(0, 24)}`;
}

export function campaignPath(campaignId: string): string {
  return `campaigns/${campaignId}`;
}

export function statePath(campaignId: string): string {
  return `${campaignPath(campaignId)}/state/campaign`;
}

export function campaignDirectivesPath(campaignId: string): string {
  return `${campaignPath(campaignId)}/state/directives`;
}

export function stockPath(campaignId: string): string {
  return `${campaignPath(campaignId)}/state/stock`;
}

export function slotPath(campaignId: string, batchId: string, slot: number): string {
  return `${campaignPath(campaignId)}/slots/${batchId}-${slot}`;
}

export function blockPath(campaignId: string, batchId: string, block: number): string {
  return `${campaignPath(campaignId)}/codes/${batchId}-${block}`;
}

export function claimsPath(campaignId: string, uid: string): string {
  return `${campaignPath(campaignId)}/claims/${uid}`;
}

export function reportPath(campaignId: string, redemptionId: string): string {
  return `${campaignPath(campaignId)}/reports/${redemptionId}`;
}

/** Who has refunded a redemption, when and why: a CampaignDirectiveRecord. */
export function refundPath(campaignId: string, redemptionId: string): string {
  return `${campaignPath(campaignId)}/refunds/${redemptionId}`;
}

/** A key has no underscore, so that no two fans have one id. */
export function redemptionId(uid: string, key: string): string {
  return `${uid}_${key}`;
}

export function redemptionPath(id: string): string {
  return `redemptions/${id}`;
}

/** Of what a campaign's terms say, that which redemptions are decided by. */
export function decidingTerms({ opensAt, closesAt, codesExpireAt, perFan, onRefund }: CampaignTerms) {
  return { opensAt, closesAt, codesExpireAt, perFan, onRefund };
}
