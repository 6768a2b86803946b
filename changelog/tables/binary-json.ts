import { clockText, dateText } from './binary-times.ts';
import { readDecimal } from './binary-decimal.ts';

/**
 * The value of a MySQL JSON column from its binary form (`sql-common/json_binary.h`), as JSON.parse of the server's text would give it:
 * numbers, DECIMAL included, are doubles; dates and times are text; other SQL values are `base64:type<code>:<base64>`.
 */
export function readBinaryJson(bytes: Buffer): unknown {
  // A JSON column that no statement has set is empty, and prints as null.
  return bytes.length === 0 ? null : readValue(bytes, bytes.readUInt8(0), 1);
}

const LITERALS = [null, true, false];

/** @param at where the value starts, after its type */
function readValue(bytes: Buffer, type: number, at: number): unknown {
  switch (type) {
    case 0:
    case 1:
      return readObject(bytes, at, type === 1);
    case 2:
    case 3:
      return readArray(bytes, at, type === 3);
    case 4:
      return LITERALS[bytes.readUInt8(at)];
    case 5:
      return bytes.readInt16LE(at);
    case 6:
      return bytes.readUInt16LE(at);
    case 7:
      return bytes.readInt32LE(at);
    case 8:
      return bytes.readUInt32LE(at);
    case 9:
      return Number(bytes.readBigInt64LE(at));
    case 10:
      return Number(bytes.readBigUInt64LE(at));
    case 11:
      return bytes.readDoubleLE(at) + 0;
    case 12: {
      const [start, length] = readLength(bytes, at);
      return bytes.toString('utf8', start, start + length);
    }
    case 15: {
      const [start, length] = readLength(bytes, at + 1);
      return readOpaque(bytes.readUInt8(at), bytes.subarray(start, start + length));
    }
    default:
      throw new Error(`a JSON value has the unknown type ${String(type)}`);
  }
}

function readObject(bytes: Buffer, at: number, large: boolean): Record<string, unknown> {
  const size = large ? 4 : 2;
  const count = bytes.readUIntLE(at, size);
  const keys = at + 2 * size;
  const values = keys + count * (size + 2);
  const object: Record<string, unknown> = {};
  for (let i = 0; i < count; i++) {
    const key = keys + i * (size + 2);
    const start = at + bytes.readUIntLE(key, size);
    const name = bytes.toString('utf8', start, start + bytes.readUInt16LE(key + size));
    const value = readEntry(bytes, at, values + i * (size + 1), large);
    // An assignment would set the prototype.
    if (name === '__proto__')
      Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
    else object[name] = value;
  }
  return object;
}

function readArray(bytes: Buffer, at: number, large: boolean): unknown[] {
  const size = large ? 4 : 2;
  const count = bytes.readUIntLE(at, size);
  return Array.from({ length: count }, (_, i) => readEntry(bytes, at, at + 2 * size + i * (size + 1), large));
}

/** A type, and the value itself where it fits in, or its place relative to the container. */
function readEntry(bytes: Buffer, container: number, entry: number, large: boolean): unknown {
  const type = bytes.readUInt8(entry);
  const inlined = (type >= 4 && type <= 6) || (large && (type === 7 || type === 8));
  return readValue(bytes, type, inlined ? entry + 1 : container + bytes.readUIntLE(entry + 1, large ? 4 : 2));
}

/** A length in groups of seven bits, low ones first; gives where the content starts, and the length. */
function readLength(bytes: Buffer, at: number): [number, number] {
  let length = 0;
  for (let i = 0; ; i++) {
    const byte = bytes.readUInt8(at + i);
    length += (byte & 127) * 128 ** i;
    if (byte < 128) return [at + i + 1, length];
  }
}

function readOpaque(type: number, data: Buffer): unknown {
  switch (type) {
    case 246:
      return Number(readDecimal(data.subarray(2), data.readUInt8(0), data.readUInt8(1)));
    case 10:
      return packedDatetime(data.readBigInt64LE(0)).slice(0, 10);
    case 7:
    case 12:
      return packedDatetime(data.readBigInt64LE(0));
    case 11:
      return packedTime(data.readBigInt64LE(0));
    default:
      return `base64:type${String(type)}:${data.toString('base64')}`;
  }
}

function packedDatetime(packed: bigint): string {
  const seconds = Number((packed >> 24n) & 0x1ffffn);
  const days = Number(packed >> 41n);
  const months = days >> 5;
  const date = dateText(Math.floor(months / 13), months % 13, days & 31);
  return `${date} ${clockText(seconds >> 12, (seconds >> 6) & 63, seconds & 63)}.${micros(packed)}`;
}

function packedTime(packed: bigint): string {
  const magnitude = packed < 0n ? -packed : packed;
  const clock = Number(magnitude >> 24n);
  const text = clockText((clock >> 12) & 1023, (clock >> 6) & 63, clock & 63);
  return `${packed < 0n ? '-' : ''}${text}.${micros(magnitude)}`;
}

function micros(packed: bigint): string {
  return String(packed & 0xffffffn).padStart(6, '0');
}
