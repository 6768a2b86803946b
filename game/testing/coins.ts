import { createHash } from 'node:crypto';
import {
  type HashOf,
  type MoveRequest,
  type Posting,
  type PostingDecision,
  type PostingRequest,
  type Refusal,
  type Wallet,
  WalletAudit,
  decidePosting,
  emptyWallet,
  storedWallet,
} from '../coins/index.ts';

/** Good enough for specs of bodies that are made alike. */
export const hashOf: HashOf = (value) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

export function request(key: string, kind: MoveRequest['kind'], amount: number, more: object = {}): MoveRequest {
  return { key, kind, currency: 'coins', amount, reason: `test.${kind}`, body: {}, expiresOn: null, ...more };
}

export const grant = (key: string, amount: number, expiresOn: string | null = null) =>
  request(`fantasy:${key}`, 'grant', amount, { expiresOn });

/** A wallet and its records in memory, as a ledger keeps them. */
export class WalletInMemory {
  wallet: Wallet = emptyWallet('ana');
  now = new Date('2026-06-01T12:00:00Z');
  readonly records = new Map<string, Posting | Refusal>();
  postings: Posting[] = [];

  post(asked: PostingRequest): PostingDecision {
    const reversed = asked.kind === 'reversal' ? this.records.get(asked.reverses) : undefined;
    const known = { own: this.records.get(asked.key), reversed };
    const decision = decidePosting(this.wallet, asked, known, this.now, hashOf);
    if (decision.is === 'insufficient') this.records.set(asked.key, decision.refusal);
    if (decision.is !== 'booked' && decision.is !== 'insufficient') return decision;
    const { wallet, postings } = decision.posted;
    this.wallet = wallet;
    this.postings.push(...postings);
    for (const posting of postings) this.records.set(posting.key, posting);
    return decision;
  }

  /** [available, debt] */
  get coins(): [number, number] {
    const { available, debt } = this.wallet.balances.coins;
    return [available, debt];
  }

  get problems() {
    const audit = new WalletAudit('ana', hashOf);
    for (const posting of this.postings) audit.take(posting);
    return audit.problems(storedWallet(this.wallet));
  }
}
