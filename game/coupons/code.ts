import { SYMBOLS } from '../codes/crockford.ts';

/** A check symbol is one of 37, so that it takes five more. */
const CHECK_SYMBOLS = `${SYMBOLS}*~$=U`;

/** 80 bits: nobody guesses one of a million codes, and two are never equal by chance. */
export const CODE_BYTES = 10;

const GROUP = 4;

/**
 * A code that the app makes itself: in groups of four, and a check symbol that finds every single wrong symbol and every swap of two neighbours.
 *
 * @param bytes CODE_BYTES random ones
 */
export function codeOf(bytes: Uint8Array): string {
  const symbols = [...symbolValues(bytes)].map((value) => SYMBOLS[value]).join('');
  const groups = symbols.match(new RegExp(`.{${GROUP}}`, 'g')) ?? [];
  return [...groups, checkSymbol(symbols)].join('-');
}

/** The number that the symbols stand for, modulo 37. */
export function checkSymbol(symbols: string): string {
  const rest = [...symbols].reduce((sum, symbol) => (sum * 32 + SYMBOLS.indexOf(symbol)) % 37, 0);
  return CHECK_SYMBOLS[rest] as string;
}

/** Five bits each. */
function* symbolValues(bytes: Uint8Array): Generator<number> {
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      yield (held >> bits) & 31;
    }
  }
}
