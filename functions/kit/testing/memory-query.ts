import type { DocumentData } from 'firebase-admin/firestore';

interface Found {
  ref: { path: string };
  data: () => DocumentData | undefined;
}

/** What a query of the memory's Firestore knows of it: the documents that it looks among. */
type Read<Snapshot> = () => Promise<Snapshot[]>;

type Operator = '==' | '<' | '<=' | 'array-contains';

/** Where a page begins or ends: a document, or the value of the field that it is ordered by; of ids, an id or a path. */
type Cursor = Found | string | number;

/** Queries as Firestore has them, as far as specs need: simple conditions, one order, limits, pages and counts. */
export class MemoryQuery<Snapshot extends Found> {
  readonly #read: Read<Snapshot>;
  #fits: (snapshot: Snapshot) => boolean = () => true;
  /** By a field, and then by path. */
  #order: string | null = null;
  #limit = Infinity;

  constructor(read: Read<Snapshot>) {
    this.#read = read;
  }

  where(field: string, operator: Operator, value: unknown): MemoryQuery<Snapshot> {
    return this.#thatFit((snapshot) => {
      const stored: unknown = snapshot.data()?.[field];
      if (stored === undefined) return false;
      if (operator === '==') return stored === value;
      if (operator === 'array-contains') return (stored as unknown[]).includes(value);
      const order = compare(stored, value);
      return typeof stored === typeof value && (operator === '<' ? order < 0 : order <= 0);
    });
  }

  limit(most: number): MemoryQuery<Snapshot> {
    return this.#with((query) => (query.#limit = most));
  }

  startAfter(last: Cursor): MemoryQuery<Snapshot> {
    return this.#thatFit((snapshot) => this.#compareTo(snapshot, last) > 0);
  }

  startAt(first: Cursor): MemoryQuery<Snapshot> {
    return this.#thatFit((snapshot) => this.#compareTo(snapshot, first) >= 0);
  }

  endAt(last: Cursor): MemoryQuery<Snapshot> {
    return this.#thatFit((snapshot) => this.#compareTo(snapshot, last) <= 0);
  }

  /** @param by a field; anything else: the path */
  orderBy(by?: unknown): MemoryQuery<Snapshot> {
    if (typeof by !== 'string' || by === '__name__') return this;
    const having = this.#thatFit((snapshot) => snapshot.data()?.[by] !== undefined);
    return having.#with((query) => (query.#order = by));
  }

  select(): this {
    return this;
  }

  async get(): Promise<{ docs: Snapshot[]; size: number; empty: boolean }> {
    const docs = await this.#found();
    return { docs, size: docs.length, empty: docs.length === 0 };
  }

  count() {
    return new MemoryCount(async () => (await this.#found()).length);
  }

  async #found(): Promise<Snapshot[]> {
    const fitting = (await this.#read()).filter(this.#fits);
    return fitting.sort((a, b) => this.#compareTo(a, b)).slice(0, this.#limit);
  }

  #compareTo({ ref, data }: Snapshot, other: Cursor): number {
    const order = this.#order;
    const byPath = (path: string) => compare(sortable(path.includes('/') ? ref.path : idOf(ref.path)), sortable(path));
    if (order === null) return byPath(typeof other === 'object' ? other.ref.path : String(other));
    if (typeof other !== 'object') return compare(data()?.[order], other);
    return compare(data()?.[order], other.data()?.[order]) || byPath(other.ref.path);
  }

  #thatFit(also: (snapshot: Snapshot) => boolean): MemoryQuery<Snapshot> {
    const fits = this.#fits;
    return this.#with((query) => (query.#fits = (snapshot) => fits(snapshot) && also(snapshot)));
  }

  #with(change: (query: MemoryQuery<Snapshot>) => void): MemoryQuery<Snapshot> {
    const query = new MemoryQuery(this.#read);
    query.#fits = this.#fits;
    query.#order = this.#order;
    query.#limit = this.#limit;
    change(query);
    return query;
  }
}

/** A query for the number of documents. */
export class MemoryCount {
  readonly #count: () => Promise<number>;

  constructor(count: () => Promise<number>) {
    this.#count = count;
  }

  async get() {
    const count = await this.#count();
    return { data: () => ({ count }) };
  }
}

function compare(a: unknown, b: unknown): number {
  return a === b ? 0 : (a as string | number) < (b as string | number) ? -1 : 1;
}

/** Paths sort segment by segment. */
function sortable(path: string): string {
  return path.replaceAll('/', '\u0000');
}

function idOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
