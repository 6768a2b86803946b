import { randomInt } from 'node:crypto';
import { SYMBOLS } from '@fanfold/game/codes';

/** A code that nobody guesses: 5 bits a symbol, of `SYMBOLS`. */
export function randomCode(length: number): string {
  return Array.from({ length }, () => SYMBOLS[randomInt(SYMBOLS.length)]).join('');
}
