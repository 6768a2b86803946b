const MAX_DEPTH = 64;
/** A number of more digits might lie beyond a double. */
const MAX_NUMBER = 300;

/**
 * Whether the bytes are one JSON value that any reader takes for the same: strict JSON, numbers without exponents. So they may be handed on as
 * they are.
 */
export function isPlainJson(bytes: Uint8Array): boolean {
  const end = space(bytes, value(bytes, space(bytes, 0), 0));
  return end === bytes.length;
}

/** Each function gives the place after what it has read; NaN, which no comparison takes, when it is not there. */
function value(bytes: Uint8Array, at: number, depth: number): number {
  const byte = bytes[at];
  switch (byte) {
    case 0x22:
      return string(bytes, at + 1);
    case 0x7b:
    case 0x5b:
      return depth < MAX_DEPTH ? container(bytes, at, depth + 1) : NaN;
    case 0x74:
      return word(bytes, at, 'true');
    case 0x66:
      return word(bytes, at, 'false');
    case 0x6e:
      return word(bytes, at, 'null');
    default:
      return number(bytes, at);
  }
}

function container(bytes: Uint8Array, start: number, depth: number): number {
  const isObject = bytes[start] === 0x7b;
  const close = isObject ? 0x7d : 0x5d;
  let at = space(bytes, start + 1);
  if (bytes[at] === close) return at + 1;
  for (;;) {
    if (isObject) {
      if (bytes[at] !== 0x22) return NaN;
      at = space(bytes, string(bytes, at + 1));
      if (bytes[at] !== 0x3a) return NaN;
      at = space(bytes, at + 1);
    }
    at = space(bytes, value(bytes, at, depth));
    if (bytes[at] === close) return at + 1;
    if (bytes[at] !== 0x2c) return NaN;
    at = space(bytes, at + 1);
  }
}

function string(bytes: Uint8Array, start: number): number {
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x22) return at + 1;
    // Escapes, controls and halves of surrogate pairs are for a parser.
    if (byte === 0x5c || byte < 0x20 || byte === 0xed) return NaN;
  }
  return NaN;
}

function number(bytes: Uint8Array, start: number): number {
  let at = bytes[start] === 0x2d ? start + 1 : start;
  const first = at;
  while (isDigit(bytes[at])) at++;
  // Also -0, which is published as 0.
  if (at === first || (bytes[first] === 0x30 && (at > first + 1 || first > start))) return NaN;
  if (bytes[at] === 0x2e) {
    const fraction = ++at;
    while (isDigit(bytes[at])) at++;
    if (at === fraction) return NaN;
  }
  return bytes[at] === 0x65 || bytes[at] === 0x45 || at - start > MAX_NUMBER ? NaN : at;
}

function word(bytes: Uint8Array, at: number, text: string): number {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return NaN;
  return at + text.length;
}

function space(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++;
  return at;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
