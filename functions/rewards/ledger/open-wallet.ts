import {
  type FaultyCharge,
  type Posted,
  type Posting,
  type PostingDecision,
  type PostingRequest,
  type Refusal,
  type Wallet,
  decidePosting,
  postExpiries,
  spendable,
  storedWallet,
} from '@fanfold/game/coins';
import { bodyHash } from '@fanfold/kit/calls';
import type { DocumentReference, DocumentSnapshot, Precondition, Timestamp } from 'firebase-admin/firestore';

/** What a request came to; see PostingDecision. */
export type PostingOutcome =
  | { is: 'booked' | 'repeat'; posting: Posting }
  /** Now, or when it was asked for first. */
  | { is: 'insufficient' }
  | { is: 'conflict' }
  /** Now, or when it was asked for first. */
  | Pick<Extract<PostingDecision, { is: 'refused' }>, 'is' | 'code'>;

/** A transaction, or a batch. */
export interface WalletWriter {
  create(reference: DocumentReference, fields: object): unknown;
  update(reference: DocumentReference, fields: object, precondition: Precondition): unknown;
}

/**
 * A wallet within a transaction: reads came before, writes come after, and between them postings are decided on in memory. See `readWallets`.
 */
export class OpenWallet {
  readonly #reference: DocumentReference;
  /** Of the document as it was read; undefined: there was none. */
  readonly #updateTime: Timestamp | undefined;
  readonly #now: Date;
  /** By key; undefined: it was read, and nothing stands there. */
  readonly #known: Map<string, Posting | Refusal | undefined>;
  readonly #refusals: Refusal[] = [];
  #posted: Posted;

  constructor(
    { ref, updateTime }: Pick<DocumentSnapshot, 'ref' | 'updateTime'>,
    wallet: Wallet,
    known: ReadonlyMap<string, Posting | Refusal | undefined>,
    now: Date,
  ) {
    this.#reference = ref;
    this.#updateTime = updateTime;
    this.#known = new Map(known);
    this.#now = now;
    this.#posted = { wallet, postings: [] };
  }

  get uid(): string {
    return this.#reference.id;
  }

  /** What the fan can spend, after what was posted so far. */
  get available(): number {
    return spendable(this.#posted.wallet.balances.coins, this.#now);
  }

  /** The posting under a key that the wallet was read with, if there is one. */
  posting(key: string): Posting | undefined {
    const record = this.#read(key);
    return record && 'refused' in record ? undefined : record;
  }

  /**
   * Decides on a posting, after those before it. The same request again is a repeat, in this transaction too.
   *
   * @throws when the wallet was read without a key that the request names
   */
  post(request: PostingRequest | FaultyCharge): PostingOutcome {
    const known = {
      own: this.#read(request.key),
      reversed: request.kind === 'reversal' ? this.#read(request.reverses) : undefined,
    };
    const decision = decidePosting(this.#posted.wallet, request, known, this.#now, bodyHash);
    switch (decision.is) {
      case 'booked':
        this.#take(decision.posted);
        return { is: 'booked', posting: decision.posting };
      case 'insufficient':
        this.#take(decision.posted);
        return this.#refuse(decision.refusal);
      case 'repeat':
        return 'refused' in decision.known ? refusedAs(decision.known) : { is: 'repeat', posting: decision.known };
      case 'conflict':
        return decision;
      case 'refused':
        return decision.refusal ? this.#refuse(decision.refusal) : { is: 'refused', code: decision.code };
    }
  }

  /** Posts the expiry of coins whose last day is over. */
  expire(): void {
    this.#take(postExpiries({ wallet: this.#posted.wallet, postings: [] }, this.#now, bodyHash));
  }

  /**
   * Writes the wallet with all that was posted; nothing, if nothing was. The writes fail where the wallet or a key has changed since they were
   * read: a batch needs no transaction.
   */
  write(writer: WalletWriter): void {
    const { wallet, postings } = this.#posted;
    const records = this.#reference.collection('postings');
    if (postings.length + this.#refusals.length > 0) {
      const fields = storedWallet({ ...wallet, refusals: wallet.refusals + this.#refusals.length });
      if (this.#updateTime) writer.update(this.#reference, fields, { lastUpdateTime: this.#updateTime });
      else writer.create(this.#reference, fields);
    }
    for (const record of [...postings, ...this.#refusals]) writer.create(records.doc(record.key), record);
  }

  #take({ wallet, postings }: Posted): void {
    this.#posted = { wallet, postings: [...this.#posted.postings, ...postings] };
    for (const posting of postings) this.#known.set(posting.key, posting);
  }

  #refuse(refusal: Refusal): PostingOutcome {
    this.#refusals.push(refusal);
    this.#known.set(refusal.key, refusal);
    return refusedAs(refusal);
  }

  #read(key: string): Posting | Refusal | undefined {
    if (!this.#known.has(key)) throw new Error(`the wallet was read without the key ${key}`);
    return this.#known.get(key);
  }
}

function refusedAs({ refused }: Refusal): PostingOutcome {
  return refused === 'insufficient' ? { is: refused } : { is: 'refused', code: refused };
}
