import type { TableMapEntry } from '@vlasky/zongji';
import type { RowImage } from '@fanfold/kit/contract';
import type { Charsets } from './charsets.ts';
import { type ColumnWriter, columnWriter } from './column-writers.ts';
import type { JsonWriter } from './json-writer.ts';
import { columnReaders } from './stream-rows.ts';
import type { TableInfo } from './tables.ts';
import type { WireColumn } from './wire-column.ts';

/** A row as the reader of the binlog hands it over. */
export type RawRow = Readonly<Record<string, unknown>>;

/** Publishes the rows of one table map. */
export interface RowWriter {
  /** Appends the row's image, as JSON, without values that take more bytes than `maxBytes`. */
  write: (out: JsonWriter, row: RawRow, maxBytes: number) => void;
  /** The same image as a value. */
  read: (row: RawRow) => RowImage;
  hasSameKey: (one: RawRow, other: RawRow) => boolean;
}

interface Column {
  name: string;
  /** `"name":` */
  prefix: Buffer;
  /** Quick, for most values of most types. */
  write: ColumnWriter | undefined;
  read: (value: unknown) => unknown;
}

const NULL = Buffer.from('null');
const writers = new WeakMap<TableMapEntry, { table: TableInfo; writer: RowWriter | null }>();

/** Null when the rows cannot be keyed, see `columnReaders`. */
export function rowWriter(table: TableInfo, map: TableMapEntry): RowWriter | null {
  const known = writers.get(map);
  if (known?.table === table) return known.writer;
  const writer = compile(table, map);
  writers.set(map, { table, writer });
  return writer;
}

function compile(table: TableInfo, map: TableMapEntry): RowWriter | null {
  const readers = columnReaders(table, map);
  if (!readers) return null;
  const columns = readers.map(({ wire, read }): Column => {
    const prefix = Buffer.from(`${JSON.stringify(wire.name)}:`);
    return { name: wire.name, prefix, read, write: table.hashed.has(wire.name) ? undefined : quickWriter(table, wire) };
  });
  const keys = columns.filter(({ name }) => table.keyColumns.some((key) => key.name === name));
  return {
    write: (out, row, maxBytes) => {
      out.reserve(1);
      out.byte(0x7b);
      let isFirst = true;
      for (const { name, prefix, write, read } of columns) {
        out.reserve(prefix.length + 64);
        const start = out.at;
        if (!isFirst) out.byte(0x2c);
        out.put(prefix);
        const value = row[name];
        if (value === null) out.put(NULL);
        else if (!write?.(out, value)) out.text(JSON.stringify(read(value)));
        if (out.at - start > maxBytes) out.at = start;
        else isFirst = false;
      }
      out.reserve(1);
      out.byte(0x7d);
    },
    read: (row) =>
      Object.fromEntries(columns.map(({ name, read }) => [name, row[name] === null ? null : read(row[name])])),
    hasSameKey: (one, other) => keys.every(({ name, read }) => isSame(one[name], other[name], read)),
  };
}

function quickWriter(table: TableInfo, wire: WireColumn): ColumnWriter | undefined {
  const isKey = table.keyColumns.some(({ name }) => name === wire.name);
  const isJson = table.columnsByName.get(wire.name)?.kind === 'json';
  return columnWriter(wire, asciiOf(table.charsets, wire.collation), isJson, isKey);
}

const ASCII = Buffer.from(Array.from({ length: 128 }, (_, byte) => byte));

/** How far the bytes of a character set are those of UTF-8; null: not even below 0x80. */
function asciiOf({ names, decoders }: Charsets, collation: number | undefined): 'ascii' | 'utf8' | null {
  const charset = names.get(collation ?? -1) ?? '';
  if (charset.startsWith('utf8')) return 'utf8';
  return decoders.get(charset)?.(ASCII) === ASCII.toString('latin1') ? 'ascii' : null;
}

function isSame(one: unknown, other: unknown, read: (value: unknown) => unknown): boolean {
  if (one === other) return true;
  if (Buffer.isBuffer(one) && Buffer.isBuffer(other) && one.equals(other)) return true;
  return one !== null && other !== null && read(one) === read(other);
}
