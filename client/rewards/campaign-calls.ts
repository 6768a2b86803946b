import { type CampaignStatus, type CampaignTerms, type CodeSource, MAX_FILE_BYTES } from '@fanfold/game/coupons';
import type { Call } from '../call.ts';
import { FanfoldError } from '../errors.ts';

/** What an operator says of a campaign, and why: it is kept with their name. */
export interface CampaignInput {
  campaignId: string;
  /** 1 to 500 characters. */
  reason: string;
}

export interface CampaignReceipt {
  campaignId: string;
  status: CampaignStatus;
  price: number;
  /** By id. */
  batches: Record<string, { source: CodeSource; units: number; isVoid: boolean }>;
  rev: number;
}

/** Codes that come without a file. */
export type NewCodes =
  | { source: 'generated'; units: number }
  | { source: 'shared'; units: number; code: string }
  | { source: 'link'; units: number; link: string };

/** What those with the claim `ops` can do with campaigns and wallets. A call that is made again is answered as before. Reasons of all: opsRequired. */
export interface CampaignCalls {
  /** Creates a draft, which fans do not see. Reasons: badTerms (details.problems), idempotencyConflict. */
  createCampaign(input: CampaignInput & CampaignTerms & { price: number }): Promise<CampaignReceipt>;
  /**
   * Adds the codes of a partner's file, all or none: CSV in UTF-8 with one column, `code`. `units`: how many the partner says are in it. Reasons:
   * campaignNotFound, campaignEnded, tooManyCodes, fileTooLarge, fileIncomplete, fileKnown, fileRefused (details.problems: {line, code, sameAs?}[]).
   */
  importCodes(input: CampaignInput & { file: Uint8Array<ArrayBuffer>; units: number }): Promise<CampaignReceipt>;
  /** `key`: 8 to 64 letters, digits and hyphens; the same one adds no more. Reasons: campaignNotFound, campaignEnded, tooManyCodes. */
  addCodes(input: CampaignInput & { key: string; codes: NewCodes }): Promise<CampaignReceipt>;
  /** Reasons: campaignNotFound, campaignEnded, noCodes. */
  startCampaign(input: CampaignInput): Promise<CampaignReceipt>;
  /** Reasons: campaignNotFound, campaignEnded, notStarted. */
  pauseCampaign(input: CampaignInput): Promise<CampaignReceipt>;
  /** For good. Reasons: campaignNotFound. */
  endCampaign(input: CampaignInput): Promise<CampaignReceipt>;
  /**
   * Changes terms or price; what `changes` leaves out stays. Who has a coupon keeps what they have seen, and nobody pays another price than they have
   * seen. Reasons: campaignNotFound, campaignEnded, badTerms (details.problems).
   */
  editCampaign(
    input: CampaignInput & { changes: Partial<Omit<CampaignTerms, 'brand'> & { price: number }> },
  ): Promise<CampaignReceipt>;
  /** Nobody gets codes of this batch any more. Reasons: campaignNotFound, batchNotFound. */
  voidCodes(input: CampaignInput & { batchId: string }): Promise<CampaignReceipt>;
  /** Gives the coins back and takes the code away. Reasons: redemptionNotFound, notFulfilled, notRefundable, fanErased. */
  refundRedemption(input: { redemptionId: string; reason: string }): Promise<{ redemptionId: string; price: number }>;
  /** Undoes a posting of a fan's wallet. Reasons: postingNotFound, notReversible, refundInstead, outOfRange, fanErased. */
  reversePosting(input: {
    uid: string;
    key: string;
    reason: string;
  }): Promise<{ uid: string; key: string; amount: number; balance: number }>;
}

export function createCampaignCalls(call: Call): CampaignCalls {
  const importFile = call<object, CampaignReceipt>('importCodes');
  return {
    createCampaign: call('createCampaign'),
    importCodes: async ({ file, ...input }) => {
      assertFits(file);
      const sha256 = hexadecimal(await crypto.subtle.digest('SHA-256', file));
      return importFile({ ...input, file: base64(file), sha256 });
    },
    addCodes: call('addCodes'),
    startCampaign: call('startCampaign'),
    pauseCampaign: call('pauseCampaign'),
    endCampaign: call('endCampaign'),
    editCampaign: call('editCampaign'),
    voidCodes: call('voidCodes'),
    refundRedemption: call('refundRedemption'),
    reversePosting: call('reversePosting'),
  };
}

/** What is far too large never reaches the function, and so would get no code. @throws FanfoldError refused, fileTooLarge */
function assertFits({ byteLength }: Uint8Array): void {
  if (byteLength <= MAX_FILE_BYTES) return;
  throw new FanfoldError('refused', `The file is larger than ${MAX_FILE_BYTES / 2 ** 20} MiB: split it.`, {
    reason: 'fileTooLarge',
    details: { maxBytes: MAX_FILE_BYTES },
  });
}

/** Bytes that are put together at a time: a call has room for so many arguments. */
const CHUNK = 32 * 1024;

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}

function hexadecimal(buffer: ArrayBuffer): string {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
