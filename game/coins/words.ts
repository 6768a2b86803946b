import type { Posting } from './posting.ts';

/** What a statement calls things by that a posting knows only by their ids; null: it is not known (any more). */
export interface Named {
  /** Of the match of the posting, e.g. `Herons v Lynx`. */
  match: string | null;
  /** Of the campaign of the posting. */
  campaign: string | null;
}

/** Why coins came or went, in words for the fan: `3rd of 1,204 in Herons v Lynx`. */
export function reasonWords(posting: Posting, { match, campaign }: Named): string {
  const { body } = posting;
  const where = match === null ? '' : ` in ${match}`;
  switch (posting.reason) {
    case 'fantasy.prize':
      return posting.kind === 'takeBack'
        ? `Result corrected${where}`
        : `${placeWords(body['rank'], body['of'])}${where}`;
    case 'rewards.expiry':
      return `Expired after ${String(body['on'])}`;
    case 'rewards.repayment':
      return 'Paid back what a correction had taken';
    case 'rewards.redemption':
      return campaign ?? 'Coupon';
    case 'rewards.refund':
      return campaign === null ? 'Refund' : `Refund: ${campaign}`;
    case 'rewards.reversal':
      return 'Corrected by the team of the app';
    default:
      return DEFAULT_WORDS[posting.kind];
  }
}

/** Of reasons of services that this release does not know. */
const DEFAULT_WORDS: Readonly<Record<Posting['kind'], string>> = {
  grant: 'Coins won',
  takeBack: 'Result corrected',
  repayment: 'Paid back',
  charge: 'Entry fee or stake',
  redemption: 'Coupon',
  expiry: 'Expired',
  reversal: 'Returned or corrected',
};

const PLACES = new Intl.NumberFormat('en');
const RULES = new Intl.PluralRules('en', { type: 'ordinal' });
const SUFFIXES: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };

function placeWords(rank: unknown, of: unknown): string {
  if (typeof rank !== 'number') return 'Prize';
  const place = `${PLACES.format(rank)}${SUFFIXES[RULES.select(rank)] ?? 'th'}`;
  return typeof of === 'number' ? `${place} of ${PLACES.format(of)}` : place;
}
