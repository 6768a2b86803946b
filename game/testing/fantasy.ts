import fc from 'fast-check';
import type { Entry } from '../fantasy/entry.ts';
import { comparePlaces } from '../fantasy/place.ts';
import type { Place, PointsTimeline } from '../fantasy/timeline.ts';

/** Timelines and entries for specs: well-formed, and otherwise as no match would have them. */

export const PLAYERS = ['ana', 'bo', 'cy', 'dee'];

/** As objects of our own are: `deepEqual` tells those without a prototype from them. */
export const plain = { noNullPrototype: true } as const;

const evenPoints = fc.integer({ min: -2_000, max: 2_000 }).map((half) => half * 2);
const award = fc.record(
  {
    playerId: fc.constantFrom(...PLAYERS, 'nobody'),
    rule: fc.constantFrom('run', 'wicket', 'cleanSheet'),
    points: evenPoints,
  },
  plain,
);
const period = fc.record({ first: fc.integer({ min: 0, max: 50 }), length: fc.integer({ min: 1, max: 6 }) });

/** A match of 0 to 3 periods; rows stand at places that it has. */
export const anyTimeline: fc.Arbitrary<PointsTimeline> = fc
  .record({
    sport: fc.constantFrom('cricket' as const, 'football' as const),
    seq: fc.nat(),
    lengths: fc.array(period, { maxLength: 3 }),
    rows: fc.array(
      fc.record({ at: fc.nat(), ball: fc.nat({ max: 6 }), awards: fc.array(award, { minLength: 1, maxLength: 3 }) }),
      { maxLength: 25 },
    ),
  })
  .map(({ sport, seq, lengths, rows }) => {
    const periods = lengths.map(({ first, length }, at) => ({ period: at + 1, first, last: first + length - 1 }));
    const played = placesOf({ periods });
    const placed = rows.flatMap(({ at, ...row }) => {
      const place = played[at % Math.max(1, played.length)];
      return place ? [{ ...place, ...row }] : [];
    });
    return { sport, seq, periods, rows: placed.sort(comparePlaces) };
  });

const place: fc.Arbitrary<Place> = fc.record(
  {
    period: fc.integer({ min: 1, max: 4 }),
    unit: fc.integer({ min: 0, max: 60 }),
  },
  plain,
);

export const anyEntry: fc.Arbitrary<Entry> = fc.record({
  picks: fc.uniqueArray(
    fc.record({ playerId: fc.constantFrom(...PLAYERS), multiplier: fc.constantFrom(1, 1, 1.5, 2, 2.5) }, plain),
    { selector: ({ playerId }) => playerId },
  ),
  powerUps: fc.array(
    fc.record(
      {
        kind: fc.constantFrom('triple', 'double'),
        playerId: fc.constantFrom(...PLAYERS),
        multiplier: fc.integer({ min: 2, max: 4 }),
        since: place,
        units: fc.integer({ min: 1, max: 8 }),
      },
      plain,
    ),
    { maxLength: 3 },
  ),
});

/** Every over or minute that was played, in order. */
export function placesOf({ periods }: Pick<PointsTimeline, 'periods'>): Place[] {
  return periods.flatMap(({ period, first, last }) =>
    Array.from({ length: last - first + 1 }, (_, at) => ({ period, unit: first + at })),
  );
}
