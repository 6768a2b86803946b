import { isDeepStrictEqual } from 'node:util';
import {
  NO_TOMBSTONES,
  type RangeTombstones,
  addRange,
  coversAll,
  joinSnapshots,
  mergeTombstones,
  tombstoneAt,
} from './range-tombstones.ts';

/** A decoded row. Its meaning belongs to the table's spec; null is a tombstone. */
export type Row = object;

export interface Entry {
  version: string;
  row: Row | null;
}

/** One row change as it concerns one scope. A row that leaves the scope is a tombstone there. */
export interface RowWrite {
  kind: 'row';
  table: string;
  key: string;
  version: string;
  row: Row | null;
}

/** A snapshot marker as it concerns one scope: what is older than it in `from < key <= to` is gone. */
export interface RangeWrite {
  kind: 'range';
  table: string;
  version: string;
  from: string | null;
  to: string | null;
  /** It concerns all scopes, and `snapshots/{service}` keeps it for them all. Otherwise the scope must keep it. */
  shared: boolean;
}

/** This version of a row is in the dead letters: it leaves a tombstone. A newer one comes through. */
export interface RejectedWrite {
  kind: 'rejected';
  table: string;
  key: string;
  version: string;
}

export type Write = RowWrite | RangeWrite | RejectedWrite;

/** A range of all scopes, as it reaches one of them; a scope that nothing else has reached yet gets no state by it. */
export function isShared(write: Write): write is RangeWrite {
  return write.kind === 'range' && write.shared;
}

/**
 * `applied`: content changed. `refreshed`: only a version did, which must be kept, or a row between the two would win later.
 * `stale`: nothing changed that must be kept; the write is a duplicate, older than what is here, or a shared range that takes no row away.
 */
export type Applied = 'applied' | 'refreshed' | 'stale';

/** What two writes did together. */
export function strongest(a: Applied, b: Applied): Applied {
  if (a === 'applied' || b === 'applied') return 'applied';
  return a === 'refreshed' || b === 'refreshed' ? 'refreshed' : 'stale';
}

/** Rows of one table of one scope, keyed by primary key. Applying writes in any order, any number of times, ends in the same set. */
export class TableRows {
  readonly entries = new Map<string, Entry>();
  /** Of this scope alone; packed with its rows. */
  tombstones: RangeTombstones = NO_TOMBSTONES;
  /** Of all scopes, as far as this one has met them; see `snapshots/{service}`. */
  #shared: RangeTombstones = NO_TOMBSTONES;

  apply(write: Write): Applied {
    if (write.kind === 'row') return this.#applyRow(write);
    if (write.kind === 'rejected') return this.#reject(write);
    const { from, to, version } = write;
    if (write.shared) return this.applyShared(addRange(NO_TOMBSTONES, from, to, version));
    const raised = addRange(this.tombstones, from, to, version);
    if (isDeepStrictEqual(raised, this.tombstones)) return 'stale';
    this.tombstones = raised;
    return this.#removeVoid(raised) ? 'applied' : 'refreshed';
  }

  applyShared(tombstones: RangeTombstones): Applied {
    this.#shared = joinSnapshots(mergeTombstones(this.#shared, tombstones));
    return this.#removeVoid(tombstones) ? 'applied' : 'stale';
  }

  copyTo(other: TableRows): void {
    for (const [key, entry] of this.entries) other.entries.set(key, entry);
    other.tombstones = this.tombstones;
    other.#shared = this.#shared;
  }

  live<R extends Row>(): R[] {
    const rows: R[] = [];
    for (const { row } of this.entries.values()) if (row) rows.push(row as R);
    return rows;
  }

  #applyRow({ key, version, row }: RowWrite): Applied {
    const entry = this.entries.get(key);
    if (entry && version <= entry.version) return 'stale';
    if (version < tombstoneAt(this.tombstones, key) || version < tombstoneAt(this.#shared, key)) return 'stale';
    this.entries.set(key, { version, row });
    return isDeepStrictEqual(entry?.row ?? null, row) ? 'refreshed' : 'applied';
  }

  #reject({ key, version }: RejectedWrite): Applied {
    const entry = this.entries.get(key);
    if (!entry?.row || entry.version !== version) return 'stale';
    this.entries.set(key, { version, row: null });
    return 'applied';
  }

  /** @returns whether a live row was among what the tombstones void */
  #removeVoid(tombstones: RangeTombstones): boolean {
    let changed = false;
    for (const [key, { version, row }] of this.entries) {
      if (version >= tombstoneAt(tombstones, key)) continue;
      this.entries.delete(key);
      changed ||= row !== null;
    }
    return changed;
  }
}

/** All rows a service keeps of one scope. */
export class RowSet {
  readonly tables: ReadonlyMap<string, TableRows>;

  constructor(tables: Iterable<string>) {
    this.tables = new Map([...tables].map((name) => [name, new TableRows()]));
  }

  /** The same rows; what is applied to the copy does not concern them. */
  copy(): RowSet {
    const copy = new RowSet(this.tables.keys());
    for (const [name, rows] of this.tables) rows.copyTo(copy.table(name));
    return copy;
  }

  table(name: string): TableRows {
    const table = this.tables.get(name);
    if (!table) throw new RangeError(`table ${name} is not kept here`);
    return table;
  }

  /** Rows and tombstones of rows, in all tables. */
  get size(): number {
    let size = 0;
    for (const { entries } of this.tables.values()) size += entries.size;
    return size;
  }

  apply(write: Write): Applied {
    return this.table(write.table).apply(write);
  }

  /** Whether snapshots of this scope have spoken of every key of every table: nothing older is missing. */
  get isWhole(): boolean {
    return [...this.tables.values()].every(({ tombstones }) => coversAll(tombstones));
  }

  /** What all of them did together. */
  applyAll(groups: Iterable<readonly Write[]>): Applied {
    let result: Applied = 'stale';
    for (const writes of groups) for (const write of writes) result = strongest(result, this.apply(write));
    return result;
  }
}
