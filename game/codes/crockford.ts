/** Douglas Crockford's base 32, which has no look-alikes (no I, L, O, U): https://www.crockford.com/base32.html */
export const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A code as people type it, as it was made: in any case and width, with hyphens or blanks, letters for the digits that they look like. What was no code
 * is none after it.
 */
export function normalCode(typed: string): string {
  return typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}

/** @param normal see `normalCode` */
export function isCode(normal: string, length: number): boolean {
  return normal.length === length && [...normal].every((symbol) => SYMBOLS.includes(symbol));
}
