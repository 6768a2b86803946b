import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NewerFormatError } from '../packing/bytes.ts';
import { decodeTimeline, encodeTimeline } from './pack-timeline.ts';
import { anyTimeline, plain } from '../testing/fantasy.ts';
import type { PointsTimeline } from './timeline.ts';

const id = fc.string({ unit: 'binary' });
/** Differences of two of them can be packed. */
const number = fc.oneof(fc.integer({ min: -10, max: 200 }), fc.integer({ min: -(2 ** 50), max: 2 ** 50 }));
const award = fc.record({ playerId: id, rule: id, points: number }, plain);
const row = fc.record({ period: number, unit: number, ball: number, awards: fc.array(award, { maxLength: 4 }) }, plain);

/** Nothing in it is as in a match but the shape. */
const anyShape: fc.Arbitrary<PointsTimeline> = fc.record(
  {
    sport: fc.constantFrom('cricket' as const, 'football' as const),
    seq: fc.maxSafeNat(),
    periods: fc.array(fc.record({ period: number, first: number, last: number }, plain), { maxLength: 4 }),
    rows: fc.array(row, { maxLength: 20 }),
  },
  plain,
);

describe('packed timelines', () => {
  it('come back as they were', () =>
    fc.assert(
      fc.property(fc.oneof(anyTimeline, anyShape), (timeline) =>
        assert.deepEqual(decodeTimeline(encodeTimeline(timeline)), timeline),
      ),
      { numRuns: 500 },
    ));

  it('are the same bytes for the same content, however it came about', () =>
    fc.assert(
      fc.property(anyShape, (timeline) =>
        assert.deepEqual(encodeTimeline(structuredClone(timeline)), encodeTimeline(timeline)),
      ),
    ));

  it('are other bytes for other content', () =>
    fc.assert(
      fc.property(anyShape, award, (timeline, more) => {
        const last = { period: 9, unit: 9, ball: 9, awards: [more] };
        assert.notDeepEqual(encodeTimeline({ ...timeline, rows: [...timeline.rows, last] }), encodeTimeline(timeline));
      }),
    ));

  it('points that are no whole number are refused, not changed', () => {
    const awards = [{ playerId: 'ana', rule: 'run', points: 0.5 }];
    const rows = [{ period: 1, unit: 0, ball: 1, awards }];
    assert.throws(() => encodeTimeline({ sport: 'cricket', seq: 1, periods: [], rows }), RangeError);
  });

  it('of a newer release are refused by name', () => {
    const bytes = encodeTimeline({ sport: 'cricket', seq: 0, periods: [], rows: [] });
    bytes[0] = 7;
    assert.throws(() => decodeTimeline(bytes), new NewerFormatError('timeline of points', 7));
  });
});
