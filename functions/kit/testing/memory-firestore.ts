import { type DocumentData, FieldPath, FieldValue, type Firestore, Timestamp } from 'firebase-admin/firestore';
import { MemoryCount, MemoryQuery } from './memory-query.ts';

interface Stored {
  data: DocumentData;
  createTime: Timestamp;
  updateTime: Timestamp;
}

/** What a document becomes; of an update, what it makes of the document as it stands at the commit. Null deletes. */
type Written = DocumentData | null | ((stored: DocumentData | undefined) => DocumentData);

interface UpdatePrecondition {
  lastUpdateTime?: Timestamp;
}

/** The check throws when its precondition does not hold. */
type PendingWrite = [reference: Reference, data: Written, check: (stored: Stored | undefined) => void];

/** A Firestore in memory, for specs in milliseconds: documents, batches and transactions with their preconditions, simple queries. */
export class MemoryFirestore {
  readonly documents = new Map<string, Stored>();
  /** Called before each read and commit, with what it is for. */
  before: (kind: 'read' | 'commit', paths: readonly string[]) => void | Promise<void> = () => undefined;
  #time = 0;

  get firestore(): Firestore {
    return this as unknown as Firestore;
  }

  /** Bound, so that a spec may put something of its own in front of this Firestore. */
  readonly doc = (path: string): Reference => new Reference(this, path);

  collection(path: string): Collection {
    const below = (found: string) => found.startsWith(`${path}/`);
    const ids = () => new Set([...this.documents.keys()].filter(below).map((found) => found.slice(path.length + 1)));
    const above = path.lastIndexOf('/');
    const query = new MemoryQuery(() =>
      this.read([...ids()].filter((id) => !id.includes('/')).map((id) => this.doc(`${path}/${id}`))),
    );
    return Object.assign(query, {
      parent: above < 0 ? null : this.doc(path.slice(0, above)),
      doc: (id: string) => this.doc(`${path}/${id}`),
      listDocuments: () =>
        Promise.resolve(
          [...new Set([...ids()].map((id) => id.split('/')[0] as string))].map((id) => this.doc(`${path}/${id}`)),
        ),
    });
  }

  collectionGroup(name: string): MemoryQuery<Snapshot> {
    const isOf = (path: string) => path.split('/').at(-2) === name;
    return new MemoryQuery(() => this.read([...this.documents.keys()].filter(isOf).map(this.doc)));
  }

  getAll(...references: Reference[]) {
    return this.read(references);
  }

  async read(references: readonly Reference[]) {
    await this.before(
      'read',
      references.map(({ path }) => path),
    );
    return references.map((reference) => snapshotOf(reference, this.documents.get(reference.path)));
  }

  batch() {
    const writes: PendingWrite[] = [];
    const add = (reference: Reference, data: Written, check: PendingWrite[2] = () => undefined) =>
      void writes.push([reference, data, check]);
    return {
      set: (reference: Reference, data: DocumentData, options?: SetOptions) => add(reference, setData(data, options)),
      delete: (reference: Reference) => add(reference, null),
      create: (reference: Reference, data: DocumentData) => add(reference, data, assertMissing),
      update: (reference: Reference, data: DocumentData, { lastUpdateTime }: UpdatePrecondition = {}) =>
        add(
          reference,
          (before) => changed(before, [data]),
          (stored) => {
            assertExists(stored);
            if (lastUpdateTime && !stored.updateTime.isEqual(lastUpdateTime)) throw grpc(9);
          },
        ),
      commit: () => this.commit(writes),
    };
  }

  async update(reference: Reference, data: DocumentData, precondition?: UpdatePrecondition): Promise<void> {
    const batch = this.batch();
    batch.update(reference, data, precondition);
    await batch.commit();
  }

  async commit(writes: readonly PendingWrite[]): Promise<{ writeTime: Timestamp }[]> {
    await this.before('commit', pathsOf(writes));
    return this.#apply(writes);
  }

  /** Optimistic: what was read must be unchanged at the commit, or all begins anew. */
  async runTransaction<T>(work: (transaction: unknown) => Promise<T>): Promise<T> {
    for (;;) {
      const seen = new Map<string, Timestamp | undefined>();
      const writes: PendingWrite[] = [];
      const getAll = async (...references: Reference[]) => {
        const snapshots = await this.read(references);
        for (const { ref, updateTime } of snapshots) seen.set(ref.path, updateTime);
        return snapshots;
      };
      const result = await work({
        getAll,
        get: async (asked: Reference | MemoryQuery<Snapshot> | MemoryCount) =>
          asked instanceof MemoryQuery || asked instanceof MemoryCount ? asked.get() : (await getAll(asked))[0],
        delete: (reference: Reference) => writes.push([reference, null, () => undefined]),
        set: (reference: Reference, data: DocumentData, options?: SetOptions) =>
          writes.push([reference, setData(data, options), () => undefined]),
        create: (reference: Reference, data: DocumentData) => writes.push([reference, data, assertMissing]),
        update: (reference: Reference, ...change: unknown[]) =>
          writes.push([reference, (stored) => changed(stored, change), assertExists]),
      });
      if (writes.length === 0) return result;
      await this.before('commit', pathsOf(writes));
      if ([...seen].some(([path, updateTime]) => this.documents.get(path)?.updateTime !== updateTime)) continue;
      this.#apply(writes);
      return result;
    }
  }

  #apply(writes: readonly PendingWrite[]): { writeTime: Timestamp }[] {
    for (const [{ path }, , check] of writes) check(this.documents.get(path));
    const documents = writes.map(([{ path }, data]) => {
      const stored = this.documents.get(path)?.data;
      return [path, typeof data === 'function' ? data(stored) : data] as const;
    });
    if (documents.some(([, data]) => hasNestedArray(data))) throw grpc(3);
    const writeTime = new Timestamp(++this.#time, 0);
    for (const [path, data] of documents) {
      const createTime = this.documents.get(path)?.createTime ?? writeTime;
      if (data) this.documents.set(path, { data: copyOf(data), createTime, updateTime: writeTime });
      else this.documents.delete(path);
    }
    return writes.map(() => ({ writeTime }));
  }
}

interface Snapshot {
  ref: Reference;
  id: string;
  exists: boolean;
  createTime: Timestamp | undefined;
  updateTime: Timestamp | undefined;
  data: () => DocumentData | undefined;
  get: (field: string) => unknown;
}

interface Collection extends MemoryQuery<Snapshot> {
  parent: Reference | null;
  doc: (id: string) => Reference;
  listDocuments: () => Promise<Reference[]>;
}

class Reference {
  readonly #store: MemoryFirestore;
  readonly path: string;

  constructor(store: MemoryFirestore, path: string) {
    this.#store = store;
    this.path = path;
  }

  get id(): string {
    return this.path.slice(this.path.lastIndexOf('/') + 1);
  }

  get parent(): Collection {
    return this.#store.collection(this.path.slice(0, this.path.lastIndexOf('/')));
  }

  collection(name: string): Collection {
    return this.#store.collection(`${this.path}/${name}`);
  }

  async get() {
    const [snapshot] = await this.#store.read([this]);
    return snapshot as Snapshot;
  }

  update(data: DocumentData, precondition?: UpdatePrecondition) {
    return this.#store.update(this, data, precondition);
  }

  set(data: DocumentData) {
    return this.#store.commit([[this, data, () => undefined]]);
  }

  delete() {
    return this.#store.commit([[this, null, () => undefined]]);
  }
}

function snapshotOf(ref: Reference, stored: Stored | undefined): Snapshot {
  return {
    ref,
    id: ref.id,
    exists: stored !== undefined,
    createTime: stored?.createTime,
    updateTime: stored?.updateTime,
    data: () => stored?.data,
    get: (field: string): unknown => stored?.data[field],
  };
}

/** What is stored changes no more; timestamps and bytes stay what they are. */
function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T;
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, copyOf(part)])) as T;
}

/** Of the fields of a document that a set may name; without any, the set is the whole document. */
interface SetOptions {
  mergeFields?: readonly string[];
}

function setData(data: DocumentData, { mergeFields }: SetOptions = {}): Written {
  if (!mergeFields) return data;
  const named = Object.fromEntries(mergeFields.map((field) => [field, data[field]]));
  return (stored) => changed(stored, [named]);
}

/** What a document is after an update: of an object, or of names or paths and values in turn. */
function changed(before: DocumentData | undefined, change: readonly unknown[]): DocumentData {
  const after = copyOf(before ?? {});
  // Of an object there may be a precondition, which a transaction that commits has met.
  const pairs = isPlain(change[0]) ? Object.entries(change[0] as object).flat() : change;
  for (let at = 0; at < pairs.length; at += 2) {
    const field = pairs[at];
    const path =
      field instanceof FieldPath ? (field as unknown as { toArray: () => string[] }).toArray() : [field as string];
    const last = path.pop() as string;
    const parent = path.reduce<DocumentData>((data, name) => (data[name] ??= {}) as DocumentData, after);
    parent[last] = transformed(parent[last], pairs[at + 1]);
  }
  return after;
}

/** Of the transforms of a field: a list without one element. */
function transformed(before: unknown, value: unknown): unknown {
  if (!(value instanceof FieldValue)) return value;
  return (before as unknown[]).filter((each) => !FieldValue.arrayRemove(each).isEqual(value));
}

/** Firestore stores no list in a list. */
function hasNestedArray(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((each) => Array.isArray(each) || hasNestedArray(each));
  return isPlain(value) && Object.values(value).some(hasNestedArray);
}

function isPlain(value: unknown): value is object {
  return Object.getPrototypeOf(value ?? 0) === Object.prototype;
}

function pathsOf(writes: readonly PendingWrite[]): string[] {
  return writes.map(([{ path }]) => path);
}

function assertExists(stored: Stored | undefined): asserts stored is Stored {
  if (!stored) throw grpc(5);
}

function assertMissing(stored: Stored | undefined): void {
  if (stored) throw grpc(6);
}

function grpc(code: number): Error {
  return Object.assign(new Error(`gRPC ${code}`), { code });
}
