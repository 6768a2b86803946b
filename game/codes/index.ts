/** Codes that people read to each other and type. */
export { SYMBOLS, isCode, normalCode } from './crockford.ts';
