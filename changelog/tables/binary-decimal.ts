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
  const negative = ((bytes[0] ?? 0) & 0x80) === 0;
  let at = 0;
  const group = (digits: number): number => {
    const size = DIGIT_BYTES[digits] ?? 0;
    const raw = bytes.readUIntBE(at, size);
    const full = 256 ** size;
    const value = at === 0 ? (raw + full / 2) % full : raw;
    at += size;
    return negative ? full - 1 - value : value;
  };
  let whole = '';
  for (let left = integral; left > 0; left -= left % 9 || 9) {
    const digits = left % 9 || 9;
    const value = group(digits);
    if (whole !== '') whole += String(value).padStart(digits, '0');
    else if (value > 0) whole = String(value);
  }
  let fraction = '';
  for (let left = scale; left > 0; left -= 9) {
    const digits = Math.min(left, 9);
    fraction += String(group(digits)).padStart(digits, '0');
  }
  return `${negative ? '-' : ''}${whole || '0'}${scale > 0 ? `.${fraction}` : ''}`;
}
