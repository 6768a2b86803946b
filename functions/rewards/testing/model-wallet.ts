import { type Day, POSTING_KINDS, type PostingKind, type PostingRequest, dayAfter, dayOf } from '@fanfold/game/coins';

/** One coin: the last day on which it can be spent; null: it does not expire. */
type Coin = Day | null;

interface Booked {
  kind: PostingKind;
  came: readonly Coin[];
  went: readonly Coin[];
  /** What was to go, and had expired. */
  gone: readonly Coin[];
  debtMade: number;
}

export type ModelAnswer = 'booked' | 'repeat' | 'insufficient' | 'conflict' | 'unknownPosting' | 'notReversible';

/** A wallet as simple as it can be: a heap of coins, counted one by one. Specs hold the ledger against it. */
export class ModelWallet {
  now: Date;
  debt = 0;
  #coins: Coin[] = [];
  /** Those that nobody has spent. */
  #expired: Coin[] = [];
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
    this.#expired.push(...this.#coins.filter((coin) => !this.coins.includes(coin)));
    this.#coins = [...this.coins];
    if (kind === 'reversal') this.#reverse(key, this.#booked.get(request.reverses) as Booked);
    else if (kind === 'grant') this.#in(key, kind, Array(request.amount).fill(request.expiresOn) as Coin[]);
    else if (kind === 'takeBack') this.#out(key, kind, Array(request.amount).fill(request.expiresOn) as Coin[]);
    else if (this.#coins.length >= request.amount) this.#out(key, kind, Array(request.amount).fill(null) as Coin[]);
    else this.#refused.add(key);
    return this.#refused.has(key) ? 'insufficient' : 'booked';
  }

  #reverse(key: string, { came, went, gone, debtMade }: Booked): void {
    if (came.length > 0) return this.#out(key, 'reversal', came);
    this.#expired.push(...gone);
    this.#in(key, 'reversal', [...went, ...(Array(debtMade).fill(null) as Coin[])]);
  }

  #in(key: string, kind: PostingKind, coins: readonly Coin[]): void {
    const week = dayAfter(dayOf(this.now), 7);
    const came = coins.map((on) => (on !== null && on < week ? week : on));
    this.#coins.push(...came);
    this.debt -= this.#take(this.debt).length;
    this.#booked.set(key, { kind, came, went: [], gone: [], debtMade: 0 });
  }

  /** @param asked as they came in: what of them has expired has gone already, and what has not goes first */
  #out(key: string, kind: PostingKind, asked: readonly Coin[]): void {
    const gone = asked.filter((coin) => this.#dropExpired(coin));
    const amount = asked.length - gone.length;
    const went = this.#take(amount, asked);
    const debtMade = amount - went.length;
    this.debt += debtMade;
    this.#booked.set(key, { kind, came: [], went, gone, debtMade });
  }

  #dropExpired(coin: Coin): boolean {
    const at = this.#expired.indexOf(coin);
    if (at >= 0) this.#expired.splice(at, 1);
    return at >= 0;
  }

  /** Those first that are of the same days, and of others those that expire first. */
  #take(amount: number, first: readonly Coin[] = []): Coin[] {
    const place = (coin: Coin) => `${coin !== null && first.includes(coin) ? 0 : 1}${coin ?? '9999'}`;
    this.#coins.sort((a, b) => (place(a) < place(b) ? -1 : 1));
    return this.#coins.splice(0, amount);
  }
}
