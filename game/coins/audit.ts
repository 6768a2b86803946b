import { type HouseAccount, HOUSE_ACCOUNTS, type KindRule, POSTING_KINDS, causeOf } from './kinds.ts';
import { type HashOf, type Posting, fanAmount, postingHash } from './posting.ts';
import { type StoredWallet, type Wallet, applyPosting, emptyWallet, storedWallet } from './wallet.ts';

/** What an audit can find wrong. */
export type LedgerFault =
  /** The legs of a posting are not the fan's and that of a house account, in whole coins that sum to zero. */
  | 'legsDoNotSum'
  /** The kind of a posting does not move coins that way, with that account, or on the word of that one. */
  | 'notOfItsKind'
  /** What stands under a key has not the fields of a posting or a refusal. */
  | 'unreadable'
  /** A posting is not what was hashed when it was booked. */
  | 'changedPosting'
  /** A posting does not hold the hash of the one before it. */
  | 'brokenChain'
  /** A number is missing, or is there twice. */
  | 'brokenSequence'
  /** A running balance is not the sum of what came before, or something became negative. */
  | 'wrongRunningBalance'
  /** The wallet is not the fold of its postings, or has a field too many. */
  | 'walletIsNotItsFold'
  /** A posting that an audit has seen before is gone, or another stands in its place: the end of the chain was cut off. */
  | 'lostSinceLastAudit'
  /** The wallet has kept more refusals than there are: a key is answered otherwise than it was. */
  | 'refusalsAreGone';

export interface LedgerProblem {
  fault: LedgerFault;
  /** Of the posting; null: of the wallet. */
  key: string | null;
}

/** A wallet in which everything is wrong says no more than this: keys are long, and fifty such wallets stand in one document. */
const MAX_PROBLEMS = 5;

/** The last posting that an audit has seen. Those before it are chained to it. */
export interface Anchor {
  seq: number;
  head: string;
}

/** How far the audit of a wallet is: all that the rest of it needs, in some kilobytes. */
export interface WalletAuditState {
  /** The fold of the postings so far. */
  wallet: Wallet;
  /** What they have moved to each account of the house. */
  house: Readonly<Partial<Record<HouseAccount, number>>>;
  problems: readonly LedgerProblem[];
}

/** Folds the postings of one wallet anew, and holds them against each other, against the wallet and against what was seen of it before. */
export class WalletAudit {
  readonly #hashOf: HashOf;
  readonly #anchor: Anchor | undefined;
  readonly #problems: LedgerProblem[];
  readonly #house: Map<HouseAccount, number>;
  #wallet: Wallet;

  /** @param state of an audit that goes on */
  constructor(uid: string, hashOf: HashOf, anchor?: Anchor, state?: WalletAuditState) {
    this.#hashOf = hashOf;
    this.#anchor = anchor;
    this.#problems = [...(state?.problems ?? [])];
    this.#house = new Map(Object.entries(state?.house ?? {}) as [HouseAccount, number][]);
    this.#wallet = state?.wallet ?? emptyWallet(uid);
  }

  /** Takes the next posting, in the order of their numbers. */
  take(posting: Posting): void {
    const faultsHere = (faults: readonly (LedgerFault | false)[]) => {
      for (const fault of faults) if (fault) this.add(fault, posting.key);
    };
    const { seq, hash } = posting;
    faultsHere([
      !isBalanced(posting) && 'legsDoNotSum',
      !isOfItsKind(posting) && 'notOfItsKind',
      postingHash(posting, this.#hashOf) !== posting.hash && 'changedPosting',
      posting.previous !== this.#wallet.head && 'brokenChain',
      seq !== this.#wallet.seq + 1 && 'brokenSequence',
      seq === this.#anchor?.seq && hash !== this.#anchor.head && 'lostSinceLastAudit',
    ]);
    // The next one is held against this one as it stands: one fault is not that of all that follow.
    this.#wallet = { ...applyPosting(this.#wallet, posting), seq };
    faultsHere([!isRight(this.#wallet, posting) && 'wrongRunningBalance']);
    for (const { account, amount } of posting.legs)
      if (account !== 'fan') this.#house.set(account, (this.#house.get(account) ?? 0) + amount);
  }

  /** Something that was found beside the postings. */
  add(fault: LedgerFault, key: string | null): void {
    if (this.#problems.length < MAX_PROBLEMS) this.#problems.push({ fault, key });
  }

  /**
   * Ends the audit, once all postings are taken.
   *
   * @param stored the fields of the wallet's document, with all currencies; null: there is none
   */
  problems(stored: StoredWallet | null): readonly LedgerProblem[] {
    if (this.#wallet.seq < (this.#anchor?.seq ?? 0)) this.add('lostSinceLastAudit', null);
    // Only the wallet knows of its refusals; who reads them counts them.
    const fold = storedWallet({ ...this.#wallet, refusals: stored?.refusals ?? 0 });
    const isFold = stored ? this.#hashOf(stored) === this.#hashOf(fold) : fold.seq === 0;
    if (!isFold) this.add('walletIsNotItsFold', null);
    return this.#problems;
  }

  get state(): WalletAuditState {
    return { wallet: this.#wallet, house: Object.fromEntries(this.#house), problems: [...this.#problems] };
  }
}

function isBalanced({ legs }: Posting): boolean {
  const [fan, house] = legs;
  const isPair = legs.length === 2 && fan.account === 'fan' && house.account in HOUSE_ACCOUNTS;
  return isPair && Number.isSafeInteger(fan.amount) && fan.amount + house.amount === 0;
}

function isOfItsKind(posting: Posting): boolean {
  const { kind, key, legs, debt } = posting;
  const rule: KindRule | undefined = POSTING_KINDS[kind];
  const cause = causeOf(key);
  if (!rule || !cause || !rule.causedBy.includes(cause)) return false;
  const amount = fanAmount(posting);
  const isDirected = rule.direction === 'either' || (rule.direction === 'in' ? amount > 0 : amount <= 0);
  return isDirected && Number.isSafeInteger(debt) && (rule.house === null || legs[1].account === rule.house);
}

function isRight({ balances }: Wallet, { currency, balance }: Posting): boolean {
  const { available, debt, lots, expired } = balances[currency];
  const dated = Object.values(lots);
  const sum = dated.reduce((total, amount) => total + amount, 0);
  const isPositive = [...dated, ...Object.values(expired)].every((amount) => amount > 0);
  return available === balance && available >= 0 && debt >= 0 && isPositive && sum <= available;
}
