import { isDeepStrictEqual } from 'node:util';
import { type RangeTombstones, NO_TOMBSTONES, coversAll, tombstoneAt, addRange } from './range-tombstones.ts';

/** A decoded row. Its meaning belongs to the table's spec; null is a tombstone. */
export type Row = object;

export interface Entry {
  version: string;
  row: Row | null;
}

/** One row change as it concerns one match. A row that leaves the match is a tombstone there. */
export interface RowWrite {
  kind: 'row';
  table: string;
  key: string;
  version: string;
  row: Row | null;
}

/** A snapshot marker as it concerns one match: what is older than it in `from < key <= to` is gone. */
export interface RangeWrite {
  kind: 'range';
  table: string;
  version: string;
  from: string | null;
  to: string | null;
}

export type Write = RowWrite | RangeWrite;

/**
 * `applied`: content changed. `refreshed`: only the version did, which must be kept, or a row between the two would win later.
 * `stale`: nothing changed; the write is a duplicate or older than what is here.
 */
export type Applied = 'applied' | 'refreshed' | 'stale';

/** What two writes did together. */
export function strongest(a: Applied, b: Applied): Applied {
  if (a === 'applied' || b === 'applied') return 'applied';
  return a === 'refreshed' || b === 'refreshed' ? 'refreshed' : 'stale';
}

/** Rows of one table of one match, keyed by primary key. Applying writes in any order, any number of times, ends in the same set. */
export class TableRows {
  readonly entries = new Map<string, Entry>();
  tombstones: RangeTombstones = NO_TOMBSTONES;

  apply(write: Write): Applied {
    return write.kind === 'row' ? this.#applyRow(write) : this.#applyRange(write);
  }

  live<R extends Row>(): R[] {
    const rows: R[] = [];
    for (const { row } of this.entries.values()) if (row) rows.push(row as R);
    return rows;
  }

  #applyRow({ key, version, row }: RowWrite): Applied {
    const entry = this.entries.get(key);
    if (entry && version <= entry.version) return 'stale';
    if (version < tombstoneAt(this.tombstones, key)) return 'stale';
    this.entries.set(key, { version, row });
    return isDeepStrictEqual(entry?.row ?? null, row) ? 'refreshed' : 'applied';
  }

  #applyRange({ from, to, version }: RangeWrite): Applied {
    const raised = addRange(this.tombstones, from, to, version);
    if (isDeepStrictEqual(raised, this.tombstones)) return 'stale';
    this.tombstones = raised;
    let changed: Applied = 'refreshed';
    for (const [key, entry] of this.entries) {
      if (entry.version >= tombstoneAt(raised, key)) continue;
      this.entries.delete(key);
      if (entry.row) changed = 'applied';
    }
    return changed;
  }
}

/** All rows a service keeps of one match. */
export class RowSet {
  readonly tables: ReadonlyMap<string, TableRows>;

  constructor(tables: Iterable<string>) {
    this.tables = new Map([...tables].map((name) => [name, new TableRows()]));
  }

  table(name: string): TableRows {
    const table = this.tables.get(name);
    if (!table) throw new RangeError(`table ${name} is not kept here`);
    return table;
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
