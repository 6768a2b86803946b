import { FanfoldError } from '../errors.ts';

/** What the rules allow a list to hold. */
export const LARGEST_LIST = 200;

/** @throws FanfoldError invalidArgument */
export function listSize(size: number, largest = LARGEST_LIST): number {
  if (Number.isInteger(size) && size >= 1 && size <= largest) return size;
  throw new FanfoldError('invalidArgument', `limit must be a whole number from 1 to ${largest}, not ${size}`);
}
