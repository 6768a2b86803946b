import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contestProblems } from './contest-problems.ts';
import { type PrizeTable, type PrizeTier, coinsOfPlaces, prizeOf, splitGroups } from './prizes.ts';
import { type RankTable, rankTable } from '../ranks/ranks.ts';
import { DEFAULT_PRIZES, T20_RULES } from './rules.ts';
import { T20_SCORING } from './scoring.ts';

const anyTier: fc.Arbitrary<PrizeTier> = fc.oneof(
  fc.record({ places: fc.nat(6), coins: fc.nat(1_000) }),
  fc.record({ share: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100), pool: fc.nat(5_000) }),
);
const anyPrizes: fc.Arbitrary<PrizeTable> = fc.record({ tiers: fc.array(anyTier, { maxLength: 5 }) });
/** Few different scores: most are tied. */
const anyScores = fc.array(
  fc.integer({ min: -8, max: 8 }).map((score) => score * 50),
  { maxLength: 40 },
);

/** Coins of each place, one by one, by the words of the type. */
function placeByPlace({ tiers }: PrizeTable, entries: number): number[] {
  const coins: number[] = [];
  for (const tier of tiers) {
    const most = coins.at(-1) ?? Infinity;
    if ('places' in tier) {
      for (let place = 0; place < tier.places; place++) coins.push(Math.min(tier.coins, most));
      continue;
    }
    // Shares are whole percents here, so this is exact.
    const last = Math.floor((Math.round(tier.share * 100) * entries) / 100);
    const places = last - coins.length;
    for (let left = places, pool = tier.pool; left > 0; left--) {
      const own = Math.ceil(pool / left);
      coins.push(Math.min(own, most));
      pool -= own;
    }
  }
  return coins.slice(0, entries);
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const eachPlace = (prizes: PrizeTable, entries: number) =>
  Array.from({ length: entries + 1 }, (_, at) => coinsOfPlaces(prizes, entries, at + 1, 1));

function assertNoneAboveTheOneBefore(coins: readonly number[], entries: number): void {
  const rise = coins.findIndex((own, at) => at > 0 && own > (coins[at - 1] as number));
  assert.equal(rise, -1, `place ${rise + 1} of ${entries} has ${coins[rise]}, the one before ${coins[rise - 1]}`);
}

/** What every entry gets, when as many of a tie are drawn as the table says: the first of them. */
function paid(
  prizes: PrizeTable,
  table: RankTable,
  scores: readonly number[],
  erased = 0,
): { points: number; coins: number }[] {
  const left = new Map(splitGroups(prizes, table, erased).map(({ points, drawnCount }) => [points, drawnCount]));
  return scores.map((points) => {
    const draws = left.get(points) ?? 0;
    left.set(points, draws - 1);
    return { points, coins: prizeOf(prizes, table, points, draws > 0, erased) };
  });
}

describe('prizes', () => {
  it('of any run of places are those of its places, in a field of any size', () =>
    fc.assert(
      fc.property(
        anyPrizes,
        fc.nat(60),
        fc.integer({ min: 1, max: 70 }),
        fc.nat(70),
        (prizes, entries, from, count) => {
          const places = placeByPlace(prizes, entries);
          assert.equal(coinsOfPlaces(prizes, entries, from, count), sum(places.slice(from - 1, from - 1 + count)));
        },
      ),
      { numRuns: 1_000 },
    ));

  it('paid are the prizes of the places that are filled, whatever the ties', () =>
    fc.assert(
      fc.property(anyPrizes, anyScores, (prizes, scores) => {
        const coins = paid(prizes, rankTable(scores), scores).map((entry) => entry.coins);
        assert.equal(sum(coins), sum(placeByPlace(prizes, scores.length)));
        assert.ok(coins.every((each) => Number.isInteger(each) && each >= 0));
      }),
      { numRuns: 1_000 },
    ));

  it('of tied fans are the same, but for a coin that is drawn; a group has the coins of its places', () =>
    fc.assert(
      fc.property(anyPrizes, anyScores, (prizes, scores) => {
        const places = placeByPlace(prizes, scores.length);
        const entries = paid(prizes, rankTable(scores), scores);
        for (const points of new Set(scores)) {
          const coins = entries.filter((entry) => entry.points === points).map((entry) => entry.coins);
          const above = scores.filter((score) => score > points).length;
          assert.equal(sum(coins), sum(places.slice(above, above + coins.length)));
          assert.ok(Math.max(...coins) - Math.min(...coins) <= 1);
        }
      }),
    ));

  it('a draw is named where there is something to draw, and only there', () =>
    fc.assert(
      fc.property(anyPrizes, anyScores, (prizes, scores) => {
        const table = rankTable(scores);
        const groups = new Map(splitGroups(prizes, table).map(({ points, drawnCount }) => [points, drawnCount]));
        for (const points of new Set(scores)) {
          const more = prizeOf(prizes, table, points, true) - prizeOf(prizes, table, points, false);
          const drawnCount = groups.get(points) ?? 0;
          assert.equal(more, drawnCount > 0 ? 1 : 0);
          assert.ok(drawnCount < scores.filter((score) => score === points).length);
        }
        for (const points of groups.keys()) assert.ok(scores.includes(points));
      }),
    ));

  it('two who share first and second place split both prizes, and the odd coin is drawn', () => {
    const prizes = {
      tiers: [
        { places: 1, coins: 100 },
        { places: 1, coins: 51 },
        { places: 1, coins: 10 },
      ],
    };
    const table = rankTable([500, 500, 300, 200]);
    assert.deepEqual(splitGroups(prizes, table), [{ points: 500, drawnCount: 1 }]);
    assert.deepEqual([prizeOf(prizes, table, 500, true), prizeOf(prizes, table, 500, false)], [76, 75]);
    assert.deepEqual(
      [300, 200].map((points) => prizeOf(prizes, table, points, false)),
      [10, 0],
    );
  });

  it('a pool is shared by the places up to its share of the field; the first of them get what is left', () => {
    const prizes = {
      tiers: [
        { places: 1, coins: 9 },
        { share: 0.5, pool: 8 },
      ],
    };
    assert.deepEqual(
      [1, 2, 3, 4, 5].map((place) => coinsOfPlaces(prizes, 8, place, 1)),
      [9, 3, 3, 2, 0],
    );
  });

  it('pays no place more than the one before, in a field of any size', () => {
    for (let entries = 1; entries <= 5_000; entries++)
      // The first and the last place of each tier, and the one behind the last: all of a tier have the same, but for a coin.
      assertNoneAboveTheOneBefore(
        [1, 2, 3, 4, 10, 11, 100, 101, Math.floor(entries / 4), Math.floor(entries / 4) + 1]
          .filter((place) => place > 0)
          .sort((a, b) => a - b)
          .map((place) => coinsOfPlaces(DEFAULT_PRIZES, entries, place, 1)),
        entries,
      );
    for (const entries of [1, 99, 100, 400, 403, 404, 408, 412, 1_399, 1_400, 1_404, 5_000])
      assertNoneAboveTheOneBefore(eachPlace(DEFAULT_PRIZES, entries), entries);
  });

  it('pays no place more than the one before by any table that a contest may have', () =>
    fc.assert(
      fc.property(anyPrizes, fc.integer({ min: 1, max: 300 }), (prizes, entries) => {
        fc.pre(contestProblems({ rules: T20_RULES, scoring: T20_SCORING, prizes }).length === 0);
        const coins = eachPlace(prizes, entries);
        assertNoneAboveTheOneBefore(coins, entries);
        const tier = (each: PrizeTier) => ('share' in each ? each.pool : each.places * each.coins);
        assert.ok(sum(coins) <= sum(prizes.tiers.map(tier)));
      }),
      { numRuns: 1_000 },
    ));

  it('pays a place of a pool what the place before has, at most', () => {
    assert.deepEqual(
      [404, 408, 1_404].map((entries) => coinsOfPlaces(DEFAULT_PRIZES, entries, 101, 1)),
      [100, 100, 100],
    );
    assert.equal(coinsOfPlaces(DEFAULT_PRIZES, 10_000, 101, 1), 11);
  });

  it('takes no coin from those who stay when others are erased, however they are tied', () =>
    fc.assert(
      fc.property(anyPrizes, anyScores, fc.infiniteStream(fc.boolean()), (prizes, scores, isErased) => {
        const before = paid(prizes, rankTable(scores), scores);
        const stays = scores.map(() => isErased.next().value !== true);
        const left = scores.filter((_, at) => stays[at]);
        const after = paid(prizes, rankTable(left), left, scores.length - left.length);
        for (const [at, { coins }] of before.filter((_, entry) => stays[entry]).entries())
          assert.ok((after[at]?.coins ?? NaN) >= coins, `${after[at]?.coins} after ${coins}`);
        assert.ok(sum(after.map(({ coins }) => coins)) <= sum(before.map(({ coins }) => coins)));
      }),
      { numRuns: 1_000 },
    ));

  it('29% of 100 are 29 places', () => {
    const prizes = { tiers: [{ share: 0.29, pool: 290 }] };
    assert.deepEqual(
      [29, 30].map((place) => coinsOfPlaces(prizes, 100, place, 1)),
      [10, 0],
    );
  });

  it('a score that nobody has wins nothing', () => {
    const table = rankTable([500, 300]);
    for (const points of [700, 400, 450, 100]) assert.equal(prizeOf(DEFAULT_PRIZES, table, points, true), 0);
    assert.equal(prizeOf(DEFAULT_PRIZES, rankTable([]), 0, true), 0);
  });
});
