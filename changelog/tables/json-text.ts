/** A number that might lie beyond a double (three digits of exponent, or very many digits), or be -0. */
const UNUSUAL = /e[+-]?\d{3}|\d{309}|-0/i;

/** The value of a JSON text; what JSON.parse does not take (MariaDB's json_valid is more lenient) is the text itself. */
export function readJsonText(text: string): unknown {
  try {
    return JSON.parse(text, UNUSUAL.test(text) ? usual : undefined) as unknown;
  } catch {
    return text;
  }
}

/** JSON.stringify would make null of an infinite number, and 0 of -0. */
function usual(_key: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  return Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE) + 0;
}
