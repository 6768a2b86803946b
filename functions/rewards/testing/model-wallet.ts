import { type Day, POSTING_KINDS, type PostingKind, type PostingRequest, dayAfter, dayOf } from '@fanfold/game/coins';

/** One coin: the last day on which it can be spent; null: it does not expire. */
type Coin = Day | null;

interface Booked {
  kind: PostingKind;
  came: number;
  went: Coin[];
  debtMade: number;
}

export type ModelAnswer = 'booked' | 'repeat' | 'insufficient' | 'conflict' | 'unknownPosting' | 'notReversible';

/** A wallet as simple as it can be: a heap of coins, counted one by one. Specs hold the ledger against it. */
export class ModelWallet {
  now: Date;
  debt = 0;
  #coins: Coin[] = [];
  readonly #bodies = new Map<string, string>();
  readonly #booked = new Map<string, Booked>();
  readonly #refused = new Set<string>();

  constructor(now: Date) {
    this.now = now;
  }

  get coins(): readonly Coin[] {
    return this.#coins.filter((on) => on === null || on >= dayOf(this.now));
  }

  post(request: PostingRequest): ModelAnswer {
    const { key, kind } = request;
    const body = JSON.stringify(request);
    const known = this.#bodies.get(key);
    if (known !== undefined && known !== body) return 'conflict';
    if (known !== undefined) return this.#refused.has(key) ? 'insufficient' : 'repeat';
    if (kind === 'reversal') {
      const reversed = this.#booked.get(request.reverses);
      if (!reversed) return 'unknownPosting';
      if (!POSTING_KINDS[reversed.kind].reversible) return 'notReversible';
    }
    this.#bodies.set(key, body);
    this.#coins = [...this.coins];
    if (kind === 'reversal') this.#reverse(key, this.#booked.get(request.reverses) as Booked);
    else if (kind === 'grant') this.#in(key, kind, Array(request.amount).fill(request.expiresOn) as Coin[]);
    else if (kind === 'takeBack') this.#out(key, kind, request.amount);
    else if (this.#coins.length >= request.amount) this.#out(key, kind, request.amount);
    else this.#refused.add(key);
    return this.#refused.has(key) ? 'insufficient' : 'booked';
  }

  #reverse(key: string, { came, went, debtMade }: Booked): void {
    if (came > 0) this.#out(key, 'reversal', came);
    else this.#in(key, 'reversal', [...went, ...(Array(debtMade).fill(null) as Coin[])]);
  }

  #in(key: string, kind: PostingKind, coins: readonly Coin[]): void {
    const week = dayAfter(dayOf(this.now), 7);
    this.#coins.push(...coins.map((on) => (on !== null && on < week ? week : on)));
    this.debt -= this.#take(this.debt).length;
    this.#booked.set(key, { kind, came: coins.length, went: [], debtMade: 0 });
  }

  #out(key: string, kind: PostingKind, amount: number): void {
    const went = this.#take(amount);
    const debtMade = amount - went.length;
    this.debt += debtMade;
    this.#booked.set(key, { kind, came: 0, went, debtMade });
  }

  /** Those that expire first. */
  #take(amount: number): Coin[] {
    this.#coins.sort((a, b) => ((a ?? '9999') < (b ?? '9999') ? -1 : 1));
    return this.#coins.splice(0, amount);
  }
}
