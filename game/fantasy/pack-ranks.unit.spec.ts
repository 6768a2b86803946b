import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NewerFormatError } from '../packing/bytes.ts';
import { decodeRanks, encodeRanks } from './pack-ranks.ts';
import { type RankTable, rankTable } from './ranks.ts';

const anyTable: fc.Arbitrary<RankTable> = fc
  .record({
    lowest: fc.integer(),
    step: fc.integer({ min: 1 }),
    counts: fc.array(fc.oneof(fc.constant(0), fc.nat(2_000), fc.nat())),
  })
  .map(({ lowest, step, counts }) => ({
    entries: counts.reduce((sum, count) => sum + count, 0),
    lowest,
    step,
    counts: Int32Array.from(counts),
  }));

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
    bytes[0] = 2;
    assert.throws(() => decodeRanks(bytes), new NewerFormatError('table of ranks', 2));
  });
});
