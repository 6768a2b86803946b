import { SYMBOLS } from '../codes/crockford.ts';
import { CODE_BYTES, checkSymbol } from '../coupons/code.ts';

const LENGTH = (CODE_BYTES * 8) / 5;

/**
 * A code of ours as somebody has typed it: any case, with or without hyphens and spaces, O for 0, I and L for 1.
 *
 * @returns the code as it was made; null: it is none, or has a slip in it
 */
export function readCode(typed: string): string | null {
  const plain = typed.replaceAll(/[-\s]/g, '').toUpperCase();
  if (plain.length !== LENGTH + 1) return null;
  const symbols = plain.slice(0, LENGTH).replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  const check = plain.slice(LENGTH).replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if ([...symbols].some((symbol) => !SYMBOLS.includes(symbol)) || check !== checkSymbol(symbols)) return null;
  return `${symbols.replaceAll(/.{4}/g, '$&-')}${check}`;
}
