import type { ColumnInfo, ColumnSchema, TableMapEntry, TableMapEvent } from '@vlasky/zongji';
import { ConnectorError } from '../errors.ts';
import { fractionBytes } from './binary-times.ts';
import { decimalBytes } from './binary-decimal.ts';
import { sameColumns, TYPE, UNREADABLE, type WireColumn } from './wire-column.ts';

/** What zongji keeps of the event without declaring it. */
type FullTableMapEvent = TableMapEvent & {
  _columnCharsetIds?: readonly (number | undefined)[];
  _enumSetValues?: readonly (readonly Buffer[] | undefined)[];
};

interface Prepared {
  map: TableMapEntry;
  columns: readonly WireColumn[];
  signedness: readonly (boolean | undefined)[];
}

const preparedMaps = new WeakMap<TableMapEntry, readonly WireColumn[]>();
/** Per reader, the last map of each table. */
const lastMaps = new WeakMap<object, Map<string, Prepared>>();

/**
 * To be called with every TableMap event, before the rows that follow it: has zongji hand over the bytes of all columns but integers, and
 * remembers the definition that the event carries. An event like the last one of its table gives the same map again.
 *
 * @throws ConnectorError ROW_METADATA_NOT_FULL when the event does not name its columns, UNSUPPORTED_COLUMN
 */
export function prepareTableMap(event: TableMapEvent): void {
  const map = event.tableMap[event.tableId];
  if (!map) return;
  const columns = wireColumns(event);
  const signedness = event.signedness ?? [];
  const maps = lastMaps.get(event.tableMap) ?? new Map<string, Prepared>();
  lastMaps.set(event.tableMap, maps);
  const last = maps.get(`${event.schemaName}\0${event.tableName}`);
  if (last && sameColumns(last.columns, columns) && sameSigns(last.signedness, signedness)) {
    event.tableMap[event.tableId] = last.map;
    return;
  }
  columns.forEach((column, i) => askForBytes(map, i, column));
  preparedMaps.set(map, columns);
  maps.set(`${event.schemaName}\0${event.tableName}`, { map, columns, signedness });
}

/** The definition that came with the rows. */
export function columnsOf(map: TableMapEntry): readonly WireColumn[] {
  const columns = preparedMaps.get(map);
  if (!columns) throw new Error(`the table map of ${map.tableName} has not been prepared`);
  return columns;
}

function wireColumns(event: FullTableMapEvent): WireColumn[] {
  const { columnNames, columnTypes, columnsMetadata, _columnCharsetIds: collations, _enumSetValues: members } = event;
  const unreadable = columnTypes.map((type) => UNREADABLE.get(type)).find((name) => name !== undefined);
  if (unreadable !== undefined)
    throw new ConnectorError(
      'UNSUPPORTED_COLUMN',
      `The binlog holds rows of ${event.schemaName}.${event.tableName} with ${unreadable}, which the reader cannot even skip.`,
      'Change that column, and take a new snapshot.',
    );
  if (columnNames?.length !== columnTypes.length)
    throw new ConnectorError(
      'ROW_METADATA_NOT_FULL',
      `The binlog holds rows of ${event.schemaName}.${event.tableName} without the names of their columns.`,
      "SET GLOBAL binlog_row_metadata = 'FULL'; and take a new snapshot.",
    );
  return columnNames.map((name, i) => ({
    name,
    type: columnTypes[i] ?? 0,
    collation: collations?.[i],
    metadata: (columnsMetadata[i] ?? {}) as Record<string, number>,
    members: members?.[i] ?? [],
  }));
}

/** Rewrites what zongji goes by for a column, so that it cuts out the value and does not read it. */
function askForBytes(map: TableMapEntry, i: number, { name, type, metadata }: WireColumn): void {
  const column = map.columns?.[i];
  const schema = map.columnSchemas[i];
  if (!column || !schema) throw new Error(`the table map of ${map.tableName} lacks column ${name}`);
  const { decimals = 0, precision = 0, size = 1, length_size = 4 } = metadata;
  const put = (changed: Partial<ColumnInfo>, changedSchema: Partial<ColumnSchema> = {}): void => {
    if (map.columns) map.columns[i] = { ...column, ...changed };
    map.columnSchemas[i] = { ...schema, ...changedSchema };
  };
  // A BIT column is so many bytes, whatever they mean.
  const fixed = (bytes: number): void => put({ type: TYPE.BIT, metadata: { bits: bytes * 8 } });
  switch (type) {
    case TYPE.FLOAT:
      return fixed(4);
    case TYPE.DOUBLE:
      return fixed(8);
    case TYPE.NEWDECIMAL:
      return fixed(decimalBytes(precision - decimals) + decimalBytes(decimals));
    case TYPE.DATE:
      return fixed(3);
    case TYPE.TIME2:
      return fixed(3 + fractionBytes(decimals));
    case TYPE.TIMESTAMP2:
      return fixed(4 + fractionBytes(decimals));
    case TYPE.DATETIME2:
      return fixed(5 + fractionBytes(decimals));
    case TYPE.SET:
      return fixed(size);
    case TYPE.ENUM:
      return put({ type: size === 1 ? TYPE.TINY : TYPE.SHORT }, { UNSIGNED: true });
    case TYPE.STRING:
    case TYPE.VARCHAR:
    case TYPE.VARCHAR_COMPRESSED:
      return put({}, { COLUMN_TYPE: 'varbinary' });
    case TYPE.BLOB_COMPRESSED:
      return put({ charset: null });
    case TYPE.BLOB:
    case TYPE.JSON:
    case TYPE.GEOMETRY:
      return put({ type: TYPE.BLOB, charset: null, metadata: { length_size } });
    default:
  }
}

function sameSigns(some: readonly (boolean | undefined)[], others: readonly (boolean | undefined)[]): boolean {
  return some.length === others.length && some.every((sign, i) => sign === others[i]);
}
