/**
 * The accounts that a fan's coins come from and go to. They are the game's own, and none of them is money, a shop, a bank or another fan. They are no
 * documents: the balance of one is the sum of its legs, and of all of them together minus what the fans have.
 */
export const HOUSE_ACCOUNTS = {
  'house:prizes': 'what contests, questions and achievements give, and take back when a result is corrected',
  'house:stakes': 'entry fees and stakes',
  'house:coupons': 'prices of coupons',
  'house:expired': 'coins whose date has passed',
} as const;

export type HouseAccount = keyof typeof HOUSE_ACCOUNTS;

/** Who may cause a posting: a service. An idempotency key begins with its name. */
export const CAUSES = ['fantasy', 'predictions', 'fans', 'rewards'] as const;

export type Cause = (typeof CAUSES)[number];

export interface KindRule {
  about: string;
  /** The other leg of the posting; null: that of the posting that it reverses. */
  house: HouseAccount | null;
  /** Of the fan's coins. */
  direction: 'in' | 'out' | 'either';
  causedBy: readonly Cause[];
  /**
   * What becomes of a posting that takes more than there is: it is refused; or it takes what there is, and the rest is a debt that the next coins
   * which come in pay off.
   */
  shortfall: 'refused' | 'debt';
  /** Whether a posting of this kind can be reversed. */
  reversible: boolean;
}

/**
 * Every kind of posting there is. None moves coins between fans, none takes money and none gives any: the law of several countries depends on it.
 * A fan can cause none of them alone; `redemption` follows from a fan's call, and gives a coupon and no coins.
 */
export const POSTING_KINDS = {
  grant: {
    about: 'coins that a fan has won or earned; they may carry a date by which they expire',
    house: 'house:prizes',
    direction: 'in',
    causedBy: ['fantasy', 'predictions', 'fans'],
    shortfall: 'refused',
    reversible: true,
  },
  takeBack: {
    about: 'coins that a correction has made wrong',
    house: 'house:prizes',
    direction: 'out',
    causedBy: ['fantasy', 'predictions', 'fans'],
    shortfall: 'debt',
    reversible: true,
  },
  repayment: {
    about: 'what pays off a debt, out of coins that have just come in',
    house: 'house:prizes',
    direction: 'out',
    causedBy: ['rewards'],
    shortfall: 'refused',
    reversible: false,
  },
  charge: {
    about: 'an entry fee or a stake',
    house: 'house:stakes',
    direction: 'out',
    causedBy: ['fantasy', 'predictions'],
    shortfall: 'refused',
    reversible: true,
  },
  redemption: {
    about: 'the price of a coupon',
    house: 'house:coupons',
    direction: 'out',
    causedBy: ['rewards'],
    shortfall: 'refused',
    reversible: true,
  },
  expiry: {
    about: 'coins whose date has passed',
    house: 'house:expired',
    direction: 'out',
    causedBy: ['rewards'],
    shortfall: 'refused',
    reversible: true,
  },
  reversal: {
    about: 'undoes one posting, once: the refund of a coupon, or what an operator says',
    house: null,
    direction: 'either',
    causedBy: ['rewards'],
    shortfall: 'debt',
    reversible: false,
  },
} as const satisfies Record<string, KindRule>;

export type PostingKind = keyof typeof POSTING_KINDS;

/** Who causes a posting, by its idempotency key; undefined: nobody may. */
export function causeOf(key: string): Cause | undefined {
  return CAUSES.find((cause) => key.startsWith(`${cause}:`));
}
