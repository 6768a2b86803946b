/** Integers from `low` to `high`. */
export interface IntegerRange {
  low: bigint;
  high: bigint;
}

/** Digits of the largest BIGINT UNSIGNED. */
const MAX_DIGITS = 20;
const MIN = -(2n ** 63n);
const MAX = 2n ** 64n - 1n;

/**
 * The integers whose text comes after `from` as text (null: all), as ranges in each of which the order of the texts is that of the numbers or,
 * below zero, its reverse: numbers with the same number of digits sort alike. So an index of integers serves the order of their texts.
 */
export function integersAfter(from: string | null): IntegerRange[] {
  const isNegative = from?.startsWith('-') ?? true;
  const digits = from?.replace('-', '') ?? '';
  // "-" comes before all digits.
  const negative = isNegative ? rangesOf(digits).map(({ low, high }) => ({ low: -high, high: -low })) : [];
  const positive = rangesOf(isNegative ? '' : digits);
  const zero = digits === '' || isNegative ? [{ low: 0n, high: 0n }] : [];
  return [...negative, ...zero, ...positive].flatMap(({ low, high }) => {
    const range = { low: low < MIN ? MIN : low, high: high > MAX ? MAX : high };
    return range.low <= range.high ? [range] : [];
  });
}

/** Positive numbers whose digits come after these, by length. */
function rangesOf(digits: string): IntegerRange[] {
  const ranges: IntegerRange[] = [];
  for (let length = 1; length <= MAX_DIGITS; length++) {
    const smallest = 10n ** BigInt(length - 1);
    const first =
      digits === ''
        ? smallest
        : length <= digits.length
          ? BigInt(digits.slice(0, length)) + 1n
          : BigInt(digits) * 10n ** BigInt(length - digits.length);
    const low = first < smallest ? smallest : first;
    const high = smallest * 10n - 1n;
    if (low <= high) ranges.push({ low, high });
  }
  return ranges;
}
