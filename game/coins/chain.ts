import { MAX_BALANCE } from './currency.ts';
import type { HouseAccount } from './kinds.ts';
import { type HashOf, type Posting, postingHash } from './posting.ts';
import { type Wallet, applyPosting } from './wallet.ts';

/** What a posting says before it has its place in a wallet. */
export interface Draft extends Pick<
  Posting,
  'key' | 'kind' | 'currency' | 'lots' | 'expired' | 'debt' | 'reverses' | 'reason' | 'body' | 'bodyHash'
> {
  house: HouseAccount;
  /** What comes to the fan; negative: what leaves them. */
  amount: number;
}

/** A wallet and what was posted to it since it was read. */
export interface Posted {
  wallet: Wallet;
  postings: readonly Posting[];
}

/** Puts one more posting at the end of a wallet's chain. */
export function append({ wallet, postings }: Posted, draft: Draft, at: string, hashOf: HashOf): Posted {
  const { house, amount, ...rest } = draft;
  const unsealed: Posting = {
    ...rest,
    seq: wallet.seq + 1,
    legs: [
      { account: 'fan', amount },
      { account: house, amount: 0 - amount },
    ],
    balance: wallet.balances[draft.currency].available + amount,
    at,
    previous: wallet.head,
    hash: '',
  };
  const posting = { ...unsealed, hash: postingHash(unsealed, hashOf) };
  return { wallet: applyPosting(wallet, posting), postings: [...postings, posting] };
}

/** Whether a wallet holds no more than it may. */
export function isWithinRange({ wallet }: Posted): boolean {
  return Object.values(wallet.balances).every(({ available, debt }) => available <= MAX_BALANCE && debt <= MAX_BALANCE);
}
