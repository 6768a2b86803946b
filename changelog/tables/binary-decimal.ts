/** Bytes that so many of nine decimal digits take. */
const DIGIT_BYTES = [0, 1, 1, 2, 2, 3, 3, 4, 4, 4];

/** Bytes of the integral part, or of the fraction, with so many digits. */
export function decimalBytes(digits: number): number {
  return Math.floor(digits / 9) * 4 + (DIGIT_BYTES[digits % 9] ?? 0);
}

/**
 * The text of a DECIMAL from its binary form (MySQL's `decimal2bin`): groups of nine digits, big-endian, the incomplete one first in the
 * integral part and last in the fraction; the highest bit inverted, and all bits of a negative number.
 */
export function readDecimal(bytes: Buffer, precision: number, scale: number): string {
  const integral = precision - scale;
  const isNegative = ((bytes[0] ?? 0) & 0x80) === 0;
  const mask = isNegative ? 0xff : 0;
  let at = 0;
  let whole = '';
  for (let left = integral; left > 0;) {
    const digits = left % 9 || 9;
    const size = DIGIT_BYTES[digits] ?? 0;
    const group = readGroup(bytes, at, size, mask);
    if (whole !== '') whole += padded(group, digits);
    else if (group > 0) whole = String(group);
    at += size;
    left -= digits;
  }
  let text = (isNegative ? '-' : '') + (whole || '0');
  if (scale > 0) text += '.';
  for (let left = scale; left > 0; left -= 9) {
    const digits = Math.min(left, 9);
    const size = DIGIT_BYTES[digits] ?? 0;
    text += padded(readGroup(bytes, at, size, mask), digits);
    at += size;
  }
  return text;
}

function readGroup(bytes: Buffer, from: number, size: number, mask: number): number {
  let group = 0;
  for (let at = from; at < from + size; at++) {
    const byte = (bytes[at] ?? 0) ^ mask;
    group = group * 256 + (at === 0 ? byte ^ 0x80 : byte);
  }
  return group;
}

function padded(group: number, digits: number): string {
  const text = String(group);
  return text.length === digits ? text : '000000000'.slice(text.length, digits) + text;
}
