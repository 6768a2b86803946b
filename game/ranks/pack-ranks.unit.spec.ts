import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NewerFormatError } from '../packing/bytes.ts';
import { decodeRanks, encodeRanks } from './pack-ranks.ts';
import { type RankTable, rankTable, rankTableOfCounts } from './ranks.ts';

const anyTable: fc.Arbitrary<RankTable> = fc
  .record({
    lowest: fc.oneof(fc.integer(), fc.integer({ min: -(2 ** 50), max: 2 ** 50 })),
    step: fc.integer({ min: 1, max: 1_000 }),
    holders: fc.array(fc.tuple(fc.oneof(fc.nat(3), fc.nat(1_000_000_000)), fc.integer({ min: 1, max: 100_000 }))),
  })
  .map(({ lowest, step, holders }) => {
    const counts = new Map<number, number>();
    let score = lowest;
    for (const [distance, count] of holders) counts.set((score += distance * step), count);
    return rankTableOfCounts(counts);
  });

describe('packed ranks', () => {
  it('come back as they were', () =>
    fc.assert(fc.property(anyTable, (table) => assert.deepEqual(decodeRanks(encodeRanks(table)), table))));

  it('are the same bytes for the same scores, and other bytes for others', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -500, max: 500 })), fc.integer({ min: 501, max: 600 }), (scores, more) => {
        const bytes = encodeRanks(rankTable(scores));
        assert.deepEqual(encodeRanks(rankTable([...scores].reverse())), bytes);
        assert.notDeepEqual(encodeRanks(rankTable([...scores, more])), bytes);
      }),
    ));

  it('of a newer release are refused by name', () => {
    const bytes = encodeRanks(rankTable([100, 300]));
    bytes[0] = 3;
    assert.throws(() => decodeRanks(bytes), new NewerFormatError('table of ranks', 3));
  });
});
