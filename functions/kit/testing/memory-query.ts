import type { DocumentData } from 'firebase-admin/firestore';

interface Found {
  ref: { path: string };
  data: () => DocumentData | undefined;
}

/** What a query of the memory's Firestore knows of it: the documents that it looks among, in the order of their paths. */
type Read<Snapshot> = () => Promise<Snapshot[]>;

/** Queries as Firestore has them, as far as specs need: equality, `array-contains`, limits and pages in the order of paths. */
export class MemoryQuery<Snapshot extends Found> {
  readonly #read: Read<Snapshot>;
  #fits: (data: DocumentData) => boolean = () => true;
  #isLater: (path: string) => boolean = () => true;
  #limit = Infinity;

  constructor(read: Read<Snapshot>) {
    this.#read = read;
  }

  where(field: string, operator: '==' | 'array-contains', value: unknown): MemoryQuery<Snapshot> {
    const fits = this.#fits;
    const has = (stored: unknown) => (operator === '==' ? stored === value : (stored as unknown[]).includes(value));
    return this.#with((query) => (query.#fits = (data) => fits(data) && data[field] !== undefined && has(data[field])));
  }

  limit(most: number): MemoryQuery<Snapshot> {
    return this.#with((query) => (query.#limit = most));
  }

  /** @param last one that was found, or the id of one in the collection */
  startAfter(last: Snapshot | string): MemoryQuery<Snapshot> {
    const isLater = (path: string) =>
      typeof last === 'string' ? path.slice(path.lastIndexOf('/') + 1) > last : path > last.ref.path;
    return this.#with((query) => (query.#isLater = isLater));
  }

  /** By path: there is no other order here. */
  orderBy(): this {
    return this;
  }

  select(): this {
    return this;
  }

  async get(): Promise<{ docs: Snapshot[]; size: number; empty: boolean }> {
    const all = (await this.#read()).sort((a, b) => (a.ref.path < b.ref.path ? -1 : 1));
    const docs = all
      .filter((snapshot) => this.#isLater(snapshot.ref.path) && this.#fits(snapshot.data() ?? {}))
      .slice(0, this.#limit);
    return { docs, size: docs.length, empty: docs.length === 0 };
  }

  #with(change: (query: MemoryQuery<Snapshot>) => void): MemoryQuery<Snapshot> {
    const query = new MemoryQuery(this.#read);
    query.#fits = this.#fits;
    query.#isLater = this.#isLater;
    query.#limit = this.#limit;
    change(query);
    return query;
  }
}
