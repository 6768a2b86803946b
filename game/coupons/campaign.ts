import type { Eligibility } from './eligibility.ts';

/** `draft` -> `live` <-> `paused` -> `ended`. Fans see all but drafts. */
export type CampaignStatus = 'draft' | 'live' | 'paused' | 'ended';

/** What becomes of a code when its redemption is refunded. */
export type RefundPolicy =
  /** Another fan gets it, unless its fan has used or reported it. For codes that nobody can have used: the partner has to be sure of that. */
  | 'putBack'
  /** Nobody gets it any more. */
  | 'void';

export interface CampaignTerms {
  /** Who gives the coupons. */
  brand: string;
  title: string;
  /** https URL, or a path of the app's page, such as `/brands/tea.svg`. */
  picture: string;
  /** What a fan agrees to: plain text. */
  terms: string;
  /** When redemptions begin: ISO 8601, UTC. */
  opensAt: string;
  /** From when on none is taken. */
  closesAt: string;
  /** Until when a code can be used; null: without end. */
  codesExpireAt: string | null;
  /** Redemptions that a fan may have. */
  perFan: number;
  eligibility: Eligibility;
  onRefund: RefundPolicy;
}

/** A partner's file of codes: some 250,000. A call's body carries it in base64. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;

/** Where a batch's codes come from. */
export type CodeSource =
  /** A file of the partner's: a code for each redemption. */
  | 'imported'
  /** The app's own: a code for each redemption. */
  | 'generated'
  /** One code for all. */
  | 'shared'
  /** One link for all. */
  | 'link';

/** Whether each redemption gets a code of its own. */
export function isDistinct(source: CodeSource): boolean {
  return source === 'imported' || source === 'generated';
}

/** Codes that came together. */
export interface Batch {
  source: CodeSource;
  /** Redemptions that it is good for. */
  units: number;
  slots: number;
  isVoid: boolean;
}

/** Units of all batches that are not void, and how many of them are left. */
export interface Stock {
  total: number;
  left: number;
}

/** `campaigns/{c}`: what fans see of it. */
export interface Campaign extends CampaignTerms {
  status: CampaignStatus;
  /** In coins. */
  price: number;
  stock: Stock;
  /** Raised by every directive, and not by the stock. */
  rev: number;
}

/** Of coins, for one coupon. */
export const MAX_PRICE = 1_000_000_000;

export const MAX_PER_FAN = 1_000;

/** Each is in the document that every redemption reads, and its slots in the one that every count of the stock writes. */
export const MAX_BATCHES = 50;
