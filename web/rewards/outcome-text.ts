import type { LiveRedemption } from '@fanfold/client';

const REFUSED: Readonly<Record<NonNullable<LiveRedemption['reason']>, string>> = {
  notOpenYet: 'This coupon opens later.',
  closed: 'Time was over when you asked.',
  paused: 'It has just been paused.',
  ended: 'It has just ended.',
  priceChanged: 'The price has just changed: look at the new one.',
  limitReached: 'You have as many of these as a fan may have.',
  fanErased: 'Your account was removed.',
};

/** How a redemption stands, in the fan's words. Whatever is not fulfilled has cost nothing. */
export function outcomeText({ status, reason }: Pick<LiveRedemption, 'status' | 'reason'>): string {
  switch (status) {
    case 'pending':
      return 'On its way…';
    case 'fulfilled':
      return 'Yours! The code is among your coupons.';
    case 'soldOut':
      return 'The last one has just gone. Your coins are all there.';
    case 'insufficient':
      return 'You have too few coins for it.';
    case 'refused':
      return `${reason ? REFUSED[reason] : 'It was refused.'} Your coins are all there.`;
    case 'refunded':
      return 'Refunded: the coins are back.';
  }
}
