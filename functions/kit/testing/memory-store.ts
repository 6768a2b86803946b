import { Timestamp } from 'firebase-admin/firestore';
import type { Firestore } from 'firebase-admin/firestore';
import { packRows, unpackRows } from '../changes/pack-rows.ts';
import { RowSet } from '../changes/row-set.ts';
import type { TombstonesByTable } from '../changes/shared-tombstones.ts';
import { ProjectionStore } from '../commit/projection-store.ts';
import type { Content, Documents, Projector } from '../commit/projector.ts';
import type { CommitContent, Stored } from '../commit/state-store.ts';
import { Grpc, InputFault, KitError } from '../ops/errors.ts';

/** For specs: what Firestore holds for one service, and what has happened to it. */
export class MemoryFirestore {
  readonly states = new Map<string, Omit<Stored<object>, 'rows' | 'tombstones'> & { packed: Uint8Array }>();
  /** By full path. */
  readonly documents = new Map<string, Content>();
  readonly deadLetters = new Map<string, Content>();
  tombstones: TombstonesByTable = {};
  commits = 0;
  loads = 0;
  #clock = 0;

  /** As far as dead letters need one. */
  get db(): Firestore {
    const doc = (path: string) => ({
      set: (content: Content) => Promise.resolve(void this.deadLetters.set(path, content)),
    });
    return { doc } as unknown as Firestore;
  }

  tick(): Timestamp {
    return new Timestamp(++this.#clock, 0);
  }
}

/** The store of a projector on a Firestore in memory: the same precondition, and the same round trip of the packed rows. */
export class MemoryStore extends ProjectionStore {
  readonly memory: MemoryFirestore;

  constructor(memory: MemoryFirestore, projector: Projector) {
    super(memory.db, projector);
    this.memory = memory;
  }

  override load(scope: string): Promise<Stored<object>> {
    this.memory.loads++;
    const { foldVersion, tables } = this.projector;
    const names = tables.map(({ table }) => table);
    const { tombstones } = this.memory;
    const state = this.memory.states.get(scope);
    if (!state) {
      const rows = new RowSet(names);
      const empty = {
        own: {},
        rev: 0,
        seq: 0,
        writes: 0,
        foldVersion,
        rebuilding: false,
        outbox: [],
        updateTime: null,
      };
      return Promise.resolve({ ...empty, rows, tombstones });
    }
    const { packed, ...stored } = state;
    if (stored.foldVersion > foldVersion) return Promise.reject(new KitError('stateNewerThanCode', scope));
    return Promise.resolve({ ...stored, rows: unpackRows(packed, tables), tombstones });
  }

  override loadTombstones(): Promise<TombstonesByTable> {
    return Promise.resolve(this.memory.tombstones);
  }

  override loadPublished(scope: string): Promise<Documents> {
    const root = this.projector.rootOf(scope);
    const own = [...this.memory.documents].filter(([path]) => path === root || path.startsWith(`${root}/`));
    return Promise.resolve(
      new Map(own.map(([path, { rev: _, ...content }]) => [path.slice(root.length + 1), structuredClone(content)])),
    );
  }

  override async commit(
    scope: string,
    stored: Stored<object>,
    { seq, rebuilding, outbox, set, remove }: CommitContent<object>,
  ): Promise<{ stored: Stored<object>; writes: number; bytes: number }> {
    const packed = packRows(stored.rows);
    await Promise.resolve();
    const known = this.memory.states.get(scope);
    if (known?.updateTime?.toMillis() !== stored.updateTime?.toMillis())
      throw Object.assign(new Error('precondition'), { code: Grpc.failedPrecondition });
    if ([...set.values()].some(hasNestedArray)) throw new InputFault('cannotBeStored', 'a list in a list');
    const rev = stored.rev + 1;
    const writes = 1 + set.size + remove.length;
    const { foldVersion } = this.projector;
    const fields = { own: {}, rev, seq, writes: stored.writes + writes, foldVersion, rebuilding, outbox };
    const updateTime = this.memory.tick();
    this.memory.states.set(scope, { ...fields, packed, updateTime });
    for (const [path, content] of set) this.memory.documents.set(path, structuredClone({ ...content, rev }));
    for (const path of remove) this.memory.documents.delete(path);
    this.memory.commits++;
    const next = { ...fields, rows: stored.rows, tombstones: {}, updateTime };
    return { stored: next, writes, bytes: packed.byteLength + JSON.stringify(outbox).length };
  }

  override scopes(): Promise<string[]> {
    return Promise.resolve([...this.memory.states.keys()]);
  }
}

function hasNestedArray(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((each) => Array.isArray(each) || hasNestedArray(each));
  return typeof value === 'object' && value !== null && Object.values(value).some(hasNestedArray);
}
