import { readDecimal } from './binary-decimal.ts';
import { readDate, readDatetime, readTime, readTimestamp } from './binary-times.ts';
import { ConnectorError } from '../errors.ts';
import type { Charsets, Decode } from './charsets.ts';
import { inet4Text, inet6Text, uuidText } from './mariadb-types.ts';
import type { ValueKind } from './row-values.ts';
import { INTEGER_TYPES, TYPE, type WireColumn } from './wire-column.ts';

/** How values of a column come from the binlog: to the form in which a SELECT has them, and of which kind they are. */
export interface WireReader {
  kind: ValueKind;
  read: (value: unknown) => unknown;
}

const BINARY_COLLATION = 63;

/**
 * @param dataType of the column of that name now: only it says that a text is MariaDB's JSON (`json`), or bytes its UUID, INET4 or INET6
 * @returns undefined for what cannot be carried
 */
export function wireReader(
  column: WireColumn,
  charsets: Charsets,
  dataType: string | undefined,
): WireReader | undefined {
  const { type, metadata } = column;
  const { decimals = 0, precision = 0 } = metadata;
  if (INTEGER_TYPES.has(type)) return { kind: 'integer', read: asItIs };
  switch (type) {
    case 13:
      // zongji adds 1900 to the byte, and 0 stands for the year 0.
      return { kind: 'year', read: (year) => (year === 1900 ? 0 : year) };
    case TYPE.BIT:
      return { kind: 'bit', read: asItIs };
    case TYPE.FLOAT:
      return fromBytes('float', (bytes) => bytes.readFloatLE(0));
    case TYPE.DOUBLE:
      return fromBytes('double', (bytes) => bytes.readDoubleLE(0));
    case TYPE.NEWDECIMAL:
      return fromBytes('decimal', (bytes) => readDecimal(bytes, precision, decimals));
    case TYPE.DATE:
      return fromBytes('date', readDate);
    case TYPE.TIME2:
      return fromBytes('text', (bytes) => readTime(bytes, decimals));
    case TYPE.DATETIME2:
      return fromBytes('datetime', (bytes) => readDatetime(bytes, decimals));
    case TYPE.TIMESTAMP2:
      return fromBytes('datetime', (bytes) => readTimestamp(bytes, decimals));
    case TYPE.JSON:
      return { kind: 'json', read: asItIs };
    case TYPE.ENUM:
    case TYPE.SET:
      return members(column, charsets);
    case TYPE.STRING:
    case TYPE.VARCHAR:
    case TYPE.VARCHAR_COMPRESSED:
    case TYPE.BLOB:
    case TYPE.BLOB_COMPRESSED:
      if (column.collation === BINARY_COLLATION) return bytes(column, dataType);
      return text(column, charsets, dataType === 'json' ? 'json' : 'text');
    default:
      return undefined;
  }
}

function asItIs(value: unknown): unknown {
  return value;
}

function fromBytes(kind: ValueKind, read: (bytes: Buffer) => unknown): WireReader {
  return { kind, read: read as (value: unknown) => unknown };
}

function bytes({ type, metadata }: WireColumn, dataType: string | undefined): WireReader {
  if (type !== TYPE.STRING) return fromBytes('bytes', asItIs);
  // The event leaves out the zeros at the end of a BINARY(n).
  const { max_length = 0 } = metadata;
  const padded = (value: Buffer): Buffer =>
    value.length === max_length ? value : Buffer.concat([value, Buffer.alloc(max_length - value.length)]);
  if (dataType === 'uuid' && max_length === 16) return fromBytes('text', (value) => uuidText(padded(value)));
  if (dataType === 'inet6' && max_length === 16) return fromBytes('text', (value) => inet6Text(padded(value)));
  if (dataType === 'inet4' && max_length === 4) return fromBytes('text', (value) => inet4Text(padded(value)));
  return fromBytes('bytes', padded);
}

function text(column: WireColumn, charsets: Charsets, kind: 'text' | 'json'): WireReader | undefined {
  const decode = decoder(column, charsets);
  if (!decode) return undefined;
  if (column.type !== TYPE.STRING) return fromBytes(kind, decode);
  return fromBytes(kind, (value) => withoutTrailingSpaces(decode(value)));
}

/** ENUM is the number of a member, 0 for the invalid one; SET has a bit for each, low ones first. */
function members(column: WireColumn, charsets: Charsets): WireReader | undefined {
  const decode = decoder(column, charsets);
  if (!decode) return undefined;
  const names = column.members.map((member) => decode(member));
  if (column.type === TYPE.ENUM) return { kind: 'text', read: (number) => names[(number as number) - 1] ?? '' };
  return fromBytes('text', (bits) => names.filter((_, i) => ((bits[i >> 3] ?? 0) >> (i & 7)) & 1).join(','));
}

/** Undefined for bytes. */
function decoder({ name, collation }: WireColumn, charsets: Charsets): Decode | undefined {
  const charset = charsets.names.get(collation ?? -1);
  if (charset !== undefined) return charsets.decoders.get(charset);
  throw new ConnectorError(
    'UNSUPPORTED_COLUMN',
    `The binlog holds rows whose column ${name} has the collation ${String(collation)}, which the server does not list.`,
    'Give the column another collation, and take a new snapshot.',
  );
}

function withoutTrailingSpaces(text: string): string {
  return text.endsWith(' ') ? text.replace(/ +$/, '') : text;
}
