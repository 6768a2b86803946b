/** A number that might lie beyond a double: three digits of exponent, or very many digits. */
const LARGE = /e\+?\d{3}|\d{309}/i;

/** The value of a JSON text; what JSON.parse does not take (MariaDB's json_valid is more lenient) is the text itself. */
export function readJsonText(text: string): unknown {
  try {
    return JSON.parse(text, LARGE.test(text) ? finite : undefined) as unknown;
  } catch {
    return text;
  }
}

/** JSON.stringify would make null of an infinite number. */
function finite(_key: string, value: unknown): unknown {
  if (value === Infinity) return Number.MAX_VALUE;
  return value === -Infinity ? -Number.MAX_VALUE : value;
}
