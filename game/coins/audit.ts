import { type HouseAccount, HOUSE_ACCOUNTS, type KindRule, POSTING_KINDS, causeOf } from './kinds.ts';
import { type HashOf, type Posting, fanAmount, postingHash } from './posting.ts';
import { EMPTY_WALLET, type Wallet, applyPosting } from './wallet.ts';

/** What an audit can find wrong. */
export type LedgerFault =
  /** The legs of a posting are not the fan's and that of a house account, in whole coins that sum to zero. */
  | 'legsDoNotSum'
  /** The kind of a posting does not move coins that way, with that account, or on the word of that one. */
  | 'notOfItsKind'
  /** What stands in place of a posting has not its fields. */
  | 'unreadable'
  /** A posting is not what was hashed when it was booked. */
  | 'changedPosting'
  /** A posting does not hold the hash of the one before it. */
  | 'brokenChain'
  /** A number is missing, or is there twice. */
  | 'brokenSequence'
  /** A running balance is not the sum of what came before, or something became negative. */
  | 'wrongRunningBalance'
  /** The wallet is not the fold of its postings. */
  | 'walletIsNotItsFold';

export interface LedgerProblem {
  fault: LedgerFault;
  /** Of the posting; null: of the wallet. */
  key: string | null;
}

/** A wallet in which everything is wrong says no more than this. */
const MAX_PROBLEMS = 10;

/** Folds the postings of one wallet anew, and holds them against each other and against the wallet. */
export class WalletAudit {
  readonly #hashOf: HashOf;
  readonly #problems: LedgerProblem[] = [];
  readonly #house = new Map<HouseAccount, number>();
  #wallet: Wallet = EMPTY_WALLET;

  constructor(hashOf: HashOf) {
    this.#hashOf = hashOf;
  }

  /** Takes the next posting, in the order of their numbers. */
  take(posting: Posting): void {
    const faultsHere = (faults: readonly (LedgerFault | false)[]) => {
      for (const fault of faults) if (fault) this.#add(fault, posting.key);
    };
    faultsHere([
      !isBalanced(posting) && 'legsDoNotSum',
      !isOfItsKind(posting) && 'notOfItsKind',
      postingHash(posting, this.#hashOf) !== posting.hash && 'changedPosting',
      posting.previous !== this.#wallet.head && 'brokenChain',
      posting.seq !== this.#wallet.seq + 1 && 'brokenSequence',
    ]);
    // The next one is held against this one as it stands: one fault is not that of all that follow.
    this.#wallet = { ...applyPosting(this.#wallet, posting), seq: posting.seq };
    faultsHere([!isRight(this.#wallet, posting) && 'wrongRunningBalance']);
    for (const { account, amount } of posting.legs)
      if (account !== 'fan') this.#house.set(account, (this.#house.get(account) ?? 0) + amount);
  }

  /** Something that is no posting stands in place of the next one. */
  takeUnreadable(key: string): void {
    this.#add('unreadable', key);
  }

  /** @param stored the wallet's document; null: there is none */
  problems(stored: Wallet | null): readonly LedgerProblem[] {
    if (this.#hashOf(stored ?? EMPTY_WALLET) !== this.#hashOf(this.#wallet)) this.#add('walletIsNotItsFold', null);
    return this.#problems;
  }

  /** What the postings have moved to each house account. */
  get house(): ReadonlyMap<HouseAccount, number> {
    return this.#house;
  }

  get postings(): number {
    return this.#wallet.seq;
  }

  #add(fault: LedgerFault, key: string | null): void {
    if (this.#problems.length < MAX_PROBLEMS) this.#problems.push({ fault, key });
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
  const { available, debt, lots } = balances[currency];
  const dated = Object.values(lots);
  const sum = dated.reduce((total, amount) => total + amount, 0);
  return (
    available === balance && available >= 0 && debt >= 0 && dated.every((amount) => amount > 0) && sum <= available
  );
}
