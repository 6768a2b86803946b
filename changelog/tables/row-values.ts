import type { RowImage } from '@fanfold/kit/envelope';
import type { ColumnInfo, TableInfo } from './tables.ts';

/**
 * One JSON form for a value, whether the binlog reader or a SELECT brought it, from MySQL or MariaDB:
 *
 * | column | JSON |
 * |---|---|
 * | integers, YEAR, BIT | number; decimal text beyond 2^53 |
 * | DECIMAL | text, as the server prints it |
 * | FLOAT, DOUBLE | number; FLOAT as the shortest number that is the same 32-bit float |
 * | DATE | `2026-01-31` |
 * | DATETIME, TIMESTAMP | `2026-01-31T12:00:00.123456Z`, UTC, with as many fraction digits as the column has |
 * | TIME | `-12:34:56.5` text; may exceed 24 h |
 * | dates with a zero part (`0000-00-00`) | null |
 * | CHAR, TEXT, ENUM | text; an invalid ENUM is '' |
 * | SET | text, members joined by commas |
 * | JSON | the value, never its text |
 * | BINARY, BLOB | base64 |
 */
export function normaliseRow(table: TableInfo, row: Record<string, unknown>): RowImage {
  const image: RowImage = {};
  for (const column of table.columns) {
    // A row from before a column was added has none.
    if (column.name in row) image[column.name] = normaliseValue(column, row[column.name]);
  }
  return image;
}

export function normaliseValue(column: ColumnInfo, value: unknown): unknown {
  if (value === null) return null;
  if (column.json) return typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
  switch (column.dataType) {
    case 'tinyint':
    case 'smallint':
    case 'mediumint':
    case 'int':
    case 'bigint':
      return exactInteger(value);
    case 'year':
      // The reader adds 1900 to the stored byte, and 0 stands for the year 0000.
      return Number(value) === 1900 ? 0 : Number(value);
    case 'bit':
      return exactInteger(BigInt(`0x${(value as Buffer).toString('hex') || '0'}`));
    case 'float':
      return shortestFloat(Number(value));
    case 'double':
      return Number(value);
    case 'date':
      return hasZeroPart(String(value)) ? null : String(value);
    case 'datetime':
    case 'timestamp':
      return hasZeroPart(String(value)) ? null : `${String(value).replace(' ', 'T')}Z`;
    case 'enum':
      return value ?? '';
    default:
      return Buffer.isBuffer(value) ? value.toString('base64') : value;
  }
}

/** Key of a row as text, in key order. Takes a normalised row. */
export function keyOf(table: TableInfo, row: RowImage): string[] {
  return table.keyColumns.map(({ name }) => String(row[name]));
}

/** Columns that a text SELECT must hand over as bytes. */
export function isBytes(dataType: string): boolean {
  return dataType === 'bit' || dataType.endsWith('binary') || dataType.endsWith('blob');
}

function exactInteger(value: unknown): number | string {
  const exact = BigInt(value as string | number | bigint);
  return exact >= Number.MIN_SAFE_INTEGER && exact <= Number.MAX_SAFE_INTEGER ? Number(exact) : String(exact);
}

function shortestFloat(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(9));
}

function hasZeroPart(date: string): boolean {
  return date.startsWith('0000-') || date.slice(4, 10).includes('-00');
}
