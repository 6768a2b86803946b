import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { KitError } from '../ops/errors.ts';
import type { RangeTombstones } from './range-tombstones.ts';
import { type Entry, type Row, RowSet } from './row-set.ts';
import type { TableSpec } from './table-spec.ts';
import { type VersionParts, formatVersion, parseVersion } from './version.ts';

/** Raised when the packed layout changes; an older release refuses a newer layout. Since 2, columns that are null throughout are left out. */
export const FORMAT_VERSION = 2;

type Cell = unknown;

/** Entries sorted by key, as columns: neighbours are alike, so deflate does well. Versions are deltas to the row before. */
interface PackedTable {
  keys: string[];
  versions: { epoch: number[]; file: number[]; pos: number[]; row: number[] };
  /** Indexes of tombstones. */
  gone: number[];
  columns: Record<string, Cell[]>;
  tombstones: RangeTombstones;
}

/** Equal sets give equal bytes. */
export function packRows(rows: RowSet): Uint8Array {
  const tables: Record<string, PackedTable> = {};
  for (const [name, table] of rows.tables) {
    tables[name] = { ...packEntries([...table.entries].sort(byKey)), tombstones: table.tombstones };
  }
  return deflateRawSync(JSON.stringify(tables), { level: 1 });
}

/**
 * The rows as today's specs have them: a field that a row was packed without is null, one that no spec names any more is dropped.
 *
 * @throws KitError stateUnreadable
 */
export function unpackRows(bytes: Uint8Array, specs: readonly TableSpec[]): RowSet {
  const rows = new RowSet(specs.map(({ table }) => table));
  let tables: Record<string, PackedTable>;
  try {
    tables = JSON.parse(inflateRawSync(bytes).toString()) as Record<string, PackedTable>;
  } catch (cause) {
    throw new KitError('stateUnreadable', 'packed rows cannot be decoded', { cause });
  }
  for (const { table: name, fields } of specs) {
    const packed = tables[name];
    if (!packed) continue;
    const table = rows.table(name);
    for (const [key, entry] of unpackEntries(packed, fields)) table.entries.set(key, entry);
    table.tombstones = packed.tombstones;
  }
  return rows;
}

/** Every commit packs all rows of its scope: thousands, many times a second. So no list is made of the columns of a row. */
function packEntries(entries: [string, Entry][]): Omit<PackedTable, 'tombstones'> {
  const versions: PackedTable['versions'] = { epoch: [], file: [], pos: [], row: [] };
  const gone: number[] = [];
  const columns: Record<string, Cell[]> = {};
  let last: VersionParts = { epoch: 0, file: 0, pos: 0n, row: 0 };
  entries.forEach(([, { version, row }], index) => {
    const next = parseVersion(version);
    versions.epoch.push(next.epoch - last.epoch);
    versions.file.push(next.file - last.file);
    versions.pos.push(Number(next.pos) - Number(last.pos));
    versions.row.push(next.row - last.row);
    last = next;
    if (!row) gone.push(index);
    for (const column in row) {
      const value = (row as Record<string, Cell>)[column];
      if (value === null || value === undefined) continue;
      (columns[column] ??= new Array<Cell>(entries.length).fill(null))[index] = value;
    }
  });
  return { keys: entries.map(([key]) => key), versions, gone, columns: sortedByName(columns) };
}

function* unpackEntries(
  { keys, versions, gone, columns }: PackedTable,
  fields: readonly string[],
): Generator<[string, Entry]> {
  const tombstones = new Set(gone);
  let [epoch, file, pos, ordinal] = [0, 0, 0, 0];
  for (const [index, key] of keys.entries()) {
    epoch += versions.epoch[index] ?? 0;
    file += versions.file[index] ?? 0;
    pos += versions.pos[index] ?? 0;
    ordinal += versions.row[index] ?? 0;
    const row: Record<string, Cell> | null = tombstones.has(index) ? null : {};
    if (row) for (const name of fields) row[name] = columns[name]?.[index] ?? null;
    yield [key, { version: formatVersion({ epoch, file, pos: BigInt(pos), row: ordinal }), row: row as Row | null }];
  }
}

function byKey([a]: [string, Entry], [b]: [string, Entry]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sortedByName(columns: Record<string, Cell[]>): Record<string, Cell[]> {
  return Object.fromEntries(Object.entries(columns).sort(([a], [b]) => (a < b ? -1 : 1)));
}
