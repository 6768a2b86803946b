import assert from 'node:assert/strict';
import { integersAfter } from './integer-ranges.ts';

describe('integersAfter', () => {
  const numbers = Array.from({ length: 2_401 }, (_, i) => i - 1_200);

  it('has exactly the numbers whose text comes after, each once', () => {
    for (const from of [null, ...numbers.filter((n) => n % 7 === 0 || Math.abs(n) < 25).map(String)]) {
      const ranges = integersAfter(from).map(({ low, high }) => ({ low: Number(low), high: Number(high) }));
      const timesIn = (n: number): number => ranges.filter(({ low, high }) => low <= n && n <= high).length;
      for (const n of numbers)
        assert.equal(timesIn(n), from === null || String(n) > from ? 1 : 0, `${String(n)} after ${String(from)}`);
    }
  });

  it('sorts within a range as the texts do, or in reverse', () => {
    for (const { low, high } of integersAfter('-53')) {
      const texts = numbers.filter((n) => low <= BigInt(n) && BigInt(n) <= high).map(String);
      const sorted = [...texts].sort();
      assert.deepEqual(texts, low < 0n ? sorted.reverse() : sorted);
    }
  });

  it('ends with the integers that the server has', () => {
    const ranges = integersAfter(null);
    assert.equal(
      ranges.reduce((a, { low }) => (low < a ? low : a), 0n),
      -(2n ** 63n),
    );
    assert.equal(
      ranges.reduce((a, { high }) => (high > a ? high : a), 0n),
      2n ** 64n - 1n,
    );
  });
});
