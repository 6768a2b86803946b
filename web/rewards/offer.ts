import type { LiveCampaign } from '@fanfold/client';
import { startText } from '../matches/start-text.ts';
import { coinsText } from './coins-text.ts';

/** Whether a fan can redeem a coupon now, and if not, why: in their words. */
export type Offer = { isOpen: true } | { isOpen: false; why: string };

/** @param now ISO 8601, UTC */
export function offerOf(campaign: LiveCampaign, available: number, now: string): Offer {
  const closed = (why: string): Offer => ({ isOpen: false, why });
  const { status, opensAt, closesAt, stock, price } = campaign;
  if (status === 'ended' || closesAt <= now) return closed('Over');
  if (opensAt > now) return closed(`Opens ${startText(opensAt)}`);
  if (status !== 'live') return closed('Paused for the moment');
  if (stock.left === 0) return closed('Sold out');
  if (available < price) return closed(`${coinsText(price - available)} more, and it can be yours`);
  return { isOpen: true };
}
