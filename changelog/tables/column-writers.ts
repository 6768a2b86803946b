import { decimalBytes } from './binary-decimal.ts';
import { fractionBytes } from './binary-times.ts';
import { isPlainJson } from './json-scan.ts';
import type { JsonWriter } from './json-writer.ts';
import { INTEGER_TYPES, TYPE, type WireColumn } from './wire-column.ts';

/**
 * Writes a value from the binlog as the JSON that `row-values.ts` gives it, without making a JavaScript value of it. Returns false, and has
 * written nothing, for a value that wants more care. There are 64 bytes of room.
 */
export type ColumnWriter = (out: JsonWriter, value: unknown) => boolean;

const NULL = Buffer.from('null');
const QUOTE = 0x22;
const DASH = 0x2d;
const DOT = 0x2e;
const COLON = 0x3a;

/**
 * The quick writer of a column, where there is one.
 *
 * @param charset in which its bytes below 0x80 are ASCII: `utf8`, or `ascii` where others need converting
 * @param isJson MariaDB's JSON, which is text
 */
export function columnWriter(
  { type, metadata }: WireColumn,
  charset: 'ascii' | 'utf8' | null,
  isJson: boolean,
  isKey: boolean,
): ColumnWriter | undefined {
  const { decimals = 0, precision = 0 } = metadata;
  if (INTEGER_TYPES.has(type)) return writeInteger;
  switch (type) {
    case TYPE.NEWDECIMAL:
      return precision - decimals <= 9 && decimals <= 9 ? decimalWriter(precision - decimals, decimals) : undefined;
    case TYPE.DATETIME2:
      return datetimeWriter(decimals, isKey);
    case TYPE.VARCHAR:
    case TYPE.BLOB:
      if (charset === null) return undefined;
      // JSON is handed on as it is, and so has to be UTF-8.
      return isJson ? (charset === 'utf8' ? writeJson : undefined) : textWriter(charset);
    case TYPE.STRING:
      return charset === null || isJson ? undefined : charWriter(charset);
    default:
      return undefined;
  }
}

function writeInteger(out: JsonWriter, value: unknown): boolean {
  // Beyond 2^53 it is text.
  if (typeof value !== 'number') return false;
  if (value < 0) out.byte(DASH);
  out.unsigned(Math.abs(value));
  return true;
}

function textWriter(charset: 'ascii' | 'utf8'): ColumnWriter {
  return (out, value) => out.plain(value as Buffer, (value as Buffer).length, charset);
}

/** CHAR has no spaces at its end. */
function charWriter(charset: 'ascii' | 'utf8'): ColumnWriter {
  return (out, value) => {
    const bytes = value as Buffer;
    let { length } = bytes;
    while (length > 0 && bytes[length - 1] === 0x20) length--;
    return out.plain(bytes, length, charset);
  };
}

function writeJson(out: JsonWriter, value: unknown): boolean {
  const bytes = value as Buffer;
  if (!isPlainJson(bytes)) return false;
  out.put(bytes);
  return true;
}

/** As `readDecimal`, of one group of digits on each side of the point. */
function decimalWriter(integral: number, scale: number): ColumnWriter {
  const integralBytes = decimalBytes(integral);
  const size = integralBytes + decimalBytes(scale);
  return (out, value) => {
    const bytes = value as Buffer;
    const isNegative = ((bytes[0] ?? 0) & 0x80) === 0;
    const mask = isNegative ? 0xff : 0;
    let whole = 0;
    let fraction = 0;
    for (let i = 0; i < size; i++) {
      const byte = (bytes[i] ?? 0) ^ mask ^ (i === 0 ? 0x80 : 0);
      if (i < integralBytes) whole = whole * 256 + byte;
      else fraction = fraction * 256 + byte;
    }
    out.byte(QUOTE);
    if (isNegative) out.byte(DASH);
    out.unsigned(whole);
    if (scale > 0) {
      out.byte(DOT);
      out.digits(fraction, scale);
    }
    out.byte(QUOTE);
    return true;
  };
}

/** As `readDatetime`. */
function datetimeWriter(decimals: number, isKey: boolean): ColumnWriter {
  const size = 5 + fractionBytes(decimals);
  return (out, value) => {
    const bytes = value as Buffer;
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = bytes;
    const days = (((a & 0x7f) << 16) | (b << 8) | c) >> 1;
    const months = days >> 5;
    const year = (months / 13) | 0;
    const month = months % 13;
    const day = days & 31;
    if (year === 0 || month === 0 || day === 0) {
      if (isKey) return false;
      out.put(NULL);
      return true;
    }
    const clock = ((c & 1) << 16) | (d << 8) | e;
    out.byte(QUOTE);
    out.digits(year, 4);
    out.byte(DASH);
    out.digits(month, 2);
    out.byte(DASH);
    out.digits(day, 2);
    out.byte(0x54);
    out.digits(clock >> 12, 2);
    out.byte(COLON);
    out.digits((clock >> 6) & 63, 2);
    out.byte(COLON);
    out.digits(clock & 63, 2);
    if (decimals > 0) {
      let fraction = 0;
      for (let i = 5; i < size; i++) fraction = fraction * 256 + (bytes[i] ?? 0);
      out.byte(DOT);
      out.digits(decimals % 2 === 1 ? (fraction / 10) | 0 : fraction, decimals);
    }
    out.byte(0x5a);
    out.byte(QUOTE);
    return true;
  };
}
