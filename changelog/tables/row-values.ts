import type { RowImage } from '@fanfold/kit/contract';
import { readBinaryJson } from './binary-json.ts';
import { readJsonText } from './json-text.ts';
import type { TableInfo } from './tables.ts';

/**
 * One JSON form for a value, whether the binlog or a SELECT brought it, from MySQL or MariaDB. Both sides hand over the server's own text (bytes
 * for BIT and binary strings, MySQL's binary form for JSON), and this table makes the JSON of it:
 *
 * | column | kind | JSON |
 * |---|---|---|
 * | TINYINT … BIGINT, signed or not, BOOL | integer | number; decimal text beyond 2^53 - 1 |
 * | DECIMAL | decimal | text with all digits of the scale; ZEROFILL adds no zeros |
 * | FLOAT | float | number: the shortest that is the same 32-bit float |
 * | DOUBLE | double | number |
 * | YEAR | year | number |
 * | BIT | bit | number; decimal text beyond 2^53 - 1 |
 * | DATE | date | `2026-01-31` |
 * | DATETIME, TIMESTAMP | datetime | `2026-01-31T12:00:00.123456Z`, UTC, with as many fraction digits as the column has |
 * | TIME | text | `-12:34:56.5`; may exceed 24 h, and be negative |
 * | CHAR, VARCHAR, TEXT in any character set | text | text as the server converts it to UTF-8; CHAR without trailing spaces |
 * | ENUM | text | the member; '' for the invalid one |
 * | SET | text | the members, in the order of the definition, joined by commas |
 * | JSON | json | the value, never its text; numbers are JavaScript's doubles |
 * | BINARY, VARBINARY, BLOB | bytes | base64; BINARY(n) always has n bytes |
 * | MariaDB's INET4, INET6, UUID | text | text, as the server prints it |
 *
 * Dates with a zero part (`0000-00-00`, `2026-00-01`) are null, but verbatim in a key, where null would merge rows. Impossible dates that
 * ALLOW_INVALID_DATES let in (`2026-02-31`) are verbatim. -0 is 0. JSON null is null, as NULL is. Half a surrogate pair is U+FFFD for each of
 * its UTF-8 bytes, a character that has no Unicode is '?', as the server says. Text that MariaDB takes for JSON and JSON.parse does not (`1.`)
 * stays text; numbers beyond a double are the largest double.
 *
 * In a key, two texts of a legacy character set that the server converts to the same Unicode are the same key. FLOAT, DOUBLE, JSON, DECIMAL
 * ZEROFILL and members '' cannot be in one.
 *
 * Refused at start: geometries, vectors, ENUM and SET of bytes, times in the format of MariaDB 5.3, system-versioned tables.
 */
const FORMS = {
  integer: exactInteger,
  decimal: (value) => withoutZerofill(value as string),
  float: (value) => shortestFloat(Number(value)),
  double: (value) => Number(value) + 0,
  year: Number,
  bit: (value) => unsignedInteger(value as Buffer),
  date: (value) => (hasZeroPart(value as string) ? null : value),
  dateInKey: (value) => value,
  datetime: (value) => (hasZeroPart(value as string) ? null : isoDatetime(value as string)),
  datetimeInKey: (value) => isoDatetime(value as string),
  text: (value) => value,
  json: (value) => (Buffer.isBuffer(value) ? readBinaryJson(value) : readJsonText(value as string)),
  bytes: (value) => (value as Buffer).toString('base64'),
} satisfies Record<string, (value: unknown) => unknown>;

export type ValueKind = keyof typeof FORMS;

/** Makes the JSON form of values that are not NULL. */
export function jsonForm(kind: ValueKind): (value: unknown) => unknown {
  return FORMS[kind];
}

/** Key of a row as text, in key order. Takes a published row. */
export function keyOf(table: Pick<TableInfo, 'keyColumns'>, row: RowImage): string[] {
  return table.keyColumns.map(({ name }) => String(row[name]));
}

/** Negative when `one` comes first: the order of snapshot ranges, and of all who compare keys. */
export function compareKeys(one: readonly string[], other: readonly string[]): number {
  for (const [i, text] of one.entries()) {
    const against = other[i] ?? '';
    if (text !== against) return text < against ? -1 : 1;
  }
  return 0;
}

function withoutZerofill(text: string): string {
  return text.startsWith('0') ? text.replace(/^0+(?=\d)/, '') : text;
}

function exactInteger(value: unknown): number | string {
  if (typeof value === 'number') return value;
  const text = value as string;
  if (text.length < 16) return Number(text);
  const exact = BigInt(text);
  return exact >= Number.MIN_SAFE_INTEGER && exact <= Number.MAX_SAFE_INTEGER ? Number(exact) : String(exact);
}

function unsignedInteger(bytes: Buffer): number | string {
  if (bytes.length <= 6) return bytes.length === 0 ? 0 : bytes.readUIntBE(0, bytes.length);
  return exactInteger(String(BigInt(`0x${bytes.toString('hex')}`)));
}

function shortestFloat(value: number): number {
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 24) return value + 0;
  // Below the normal range a float has fewer digits than the six that any other keeps.
  for (let digits = Math.abs(value) < 2 ** -126 ? 1 : 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(9));
}

function hasZeroPart(date: string): boolean {
  return date.startsWith('0000-') || date.startsWith('-00', 4) || date.startsWith('-00', 7);
}

function isoDatetime(text: string): string {
  return `${text.slice(0, 10)}T${text.slice(11)}Z`;
}
