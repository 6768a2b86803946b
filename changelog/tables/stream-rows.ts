import type { RowsEvent, TableMapEntry } from '@vlasky/zongji';
import type { RowImage } from '@fanfold/kit/envelope';
import { ConnectorError } from '../errors.ts';
import { publishedForm } from './published.ts';
import { columnsOf, type WireColumn } from './table-map.ts';
import type { TableInfo } from './tables.ts';
import { wireReader } from './wire-values.ts';

export type RowReader = (row: Readonly<Record<string, unknown>>) => RowImage;

const readers = new WeakMap<TableMapEntry, { table: TableInfo; reader: RowReader }>();

/**
 * Reads rows by the definition that came with them, which may be older than an ALTER. What the table no longer has is left out if it cannot
 * be carried, or if columns of the table are hidden: nobody has said whether it is one of them.
 *
 * @param map of the event; `prepareTableMap` has seen it
 * @throws ConnectorError UNSUPPORTED_COLUMN, UNSUPPORTED_EVENT when the rows lack a key column
 */
export function rowReader(table: TableInfo, map: TableMapEntry): RowReader {
  const known = readers.get(map);
  if (known?.table === table) return known.reader;
  const reader = compile(table, columnsOf(map));
  readers.set(map, { table, reader });
  return reader;
}

/** False for rows of a session with another binlog_row_image than FULL: what is missing would look like NULL. */
export function hasAllColumns(event: RowsEvent): boolean {
  const { numberOfColumns, columns_present_bitmap, columns_present_bitmap2 } = event as RowsEvent & Bitmaps;
  const columns = event.tableMap[event.tableId]?.columns?.length;
  if (columns !== undefined && columns !== numberOfColumns) return false;
  return [columns_present_bitmap, columns_present_bitmap2].every(
    (bitmap) => bitmap === undefined || isFull(bitmap, numberOfColumns),
  );
}

interface Bitmaps {
  columns_present_bitmap?: Buffer;
  /** Of the rows after an update. */
  columns_present_bitmap2?: Buffer;
}

function isFull(bitmap: Buffer, columns: number): boolean {
  for (let i = 0; i < columns; i++) if ((((bitmap[i >> 3] ?? 0) >> (i & 7)) & 1) === 0) return false;
  return true;
}

function compile(table: TableInfo, wireColumns: readonly WireColumn[]): RowReader {
  const missing = table.keyColumns.find(({ name }) => !wireColumns.some((column) => column.name === name));
  if (missing)
    throw new ConnectorError(
      'UNSUPPORTED_EVENT',
      `The binlog holds rows of ${table.database}.${table.name} from before its key column ${missing.name} was added.`,
      "Take a new snapshot: delete the connector's saved position.",
    );
  const columns = wireColumns.flatMap((column) => {
    const read = columnReader(table, column);
    return read ? [{ name: column.name, read }] : [];
  });
  return (row) => {
    const image: RowImage = {};
    for (const { name, read } of columns) {
      const value = row[name];
      image[name] = value === null ? null : read(value);
    }
    return image;
  };
}

function columnReader(table: TableInfo, column: WireColumn): ((value: unknown) => unknown) | undefined {
  if (table.excluded.has(column.name)) return undefined;
  const now = table.columnsByName.get(column.name);
  if (!now && table.excluded.size + table.hashed.size > 0) return undefined;
  const wire = wireReader(column, table.charsets, now?.dataType);
  if (wire) {
    const form = publishedForm(table, column.name, wire.kind);
    return (value) => form(wire.read(value));
  }
  if (!now) return undefined;
  const charset = table.charsets.names.get(column.collation ?? -1);
  throw new ConnectorError(
    'UNSUPPORTED_COLUMN',
    `The binlog holds rows of ${table.database}.${table.name} from when its column ${column.name} had another type (code ${String(column.type)}${charset ? `, character set ${charset}` : ''}), which the connector does not carry.`,
    "Take a new snapshot: delete the connector's saved position.",
  );
}
