import type { RowsEvent, TableMapEntry } from '@vlasky/zongji';
import { publishedForm } from './published.ts';
import { columnsOf } from './table-map.ts';
import type { TableInfo } from './tables.ts';
import type { WireColumn } from './wire-column.ts';
import { wireReader } from './wire-values.ts';

/** How the values of one column of a table map are read. */
export interface ColumnReader {
  wire: WireColumn;
  /** Of a value that is not NULL. */
  read: (value: unknown) => unknown;
}

/**
 * Reads rows by the definition that came with them, which may be older than an ALTER. What the table no longer has is left out if columns of
 * the table are hidden: nobody has said whether it is one of them. What cannot be carried is left out too: the change of definition that
 * made it what it is now is still to come, and then the table is snapshotted.
 *
 * @param map of the event; `prepareTableMap` has seen it
 * @returns null when the rows lack a key column, for the same reason
 */
export function columnReaders(table: TableInfo, map: TableMapEntry): ColumnReader[] | null {
  const wires = columnsOf(map);
  if (!table.keyColumns.every(({ name }) => wires.some((wire) => wire.name === name))) return null;
  return wires.flatMap((wire) => {
    const read = columnReader(table, wire);
    return read ? [{ wire, read }] : [];
  });
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

function columnReader(table: TableInfo, column: WireColumn): ((value: unknown) => unknown) | undefined {
  if (table.excluded.has(column.name)) return undefined;
  const now = table.columnsByName.get(column.name);
  if (!now && table.excluded.size + table.hashed.size > 0) return undefined;
  const wire = wireReader(column, table.charsets, now?.dataType);
  if (!wire) return undefined;
  const form = publishedForm(table, column.name, wire.kind);
  return (value) => form(wire.read(value));
}
