import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rankOf, rankTable, rankTableOfCounts, rankTableOfHistogram } from './ranks.ts';

/** Few different scores, so that ties are many; whole multiples, so that steps are. */
const anyScores = fc
  .record({
    step: fc.integer({ min: 1, max: 60 }),
    offset: fc.integer({ min: -5_000, max: 5_000 }),
    scores: fc.array(fc.integer({ min: -40, max: 40 }), { maxLength: 60 }),
  })
  .map(({ step, offset, scores }) => scores.map((score) => offset + score * step));

describe('ranks', () => {
  it('places of tied fans: 1, 2, 2, 4', () => {
    const table = rankTable([300, 100, 200, 200]);
    assert.deepEqual(
      [300, 200, 100].map((points) => rankOf(table, points)),
      [
        { rank: 1, tied: 1 },
        { rank: 2, tied: 2 },
        { rank: 4, tied: 1 },
      ],
    );
  });

  it('the rank of any score, had or not, is one more than how many are above it', () =>
    fc.assert(
      fc.property(anyScores, fc.integer({ min: -8_000, max: 8_000 }), (scores, other) => {
        const table = rankTable(scores);
        for (const points of [...scores, other, other + 0.5])
          assert.deepEqual(rankOf(table, points), {
            rank: scores.filter((score) => score > points).length + 1,
            tied: scores.filter((score) => score === points).length,
          });
      }),
    ));

  it('has each score once, ascending, and how many have it', () =>
    fc.assert(
      fc.property(anyScores, (ofAll) => {
        const { entries, scores, counts } = rankTable(ofAll);
        assert.equal(entries, ofAll.length);
        assert.equal(new Set(scores).size, scores.length);
        assert.ok(counts.every((count) => count > 0));
        const had = [...scores].flatMap((score, at) => Array.from({ length: counts[at] ?? 0 }, () => score));
        assert.deepEqual(
          had,
          [...ofAll].sort((a, b) => a - b),
        );
      }),
    ));

  it('is the same table in whatever order the scores come, and from whatever counts', () =>
    fc.assert(
      fc.property(anyScores, fc.nat({ max: 9 }), fc.nat({ max: 9 }), (scores, below, above) => {
        const table = rankTable(scores);
        assert.deepEqual(rankTable([...scores].reverse()), table);
        const [lowest, highest] = [Math.min(0, ...scores) - below, Math.max(0, ...scores) + above];
        const histogram = new Int32Array(highest - lowest + 1);
        for (const score of scores) histogram[score - lowest] = (histogram[score - lowest] ?? 0) + 1;
        assert.deepEqual(rankTableOfHistogram(lowest, histogram), table);
        const counts = new Map([...histogram].map((count, at) => [lowest + at, count]));
        assert.deepEqual(rankTableOfCounts(counts), table);
      }),
    ));

  it('of nobody', () => {
    const none = { entries: 0, scores: new Float64Array(0), counts: new Int32Array(0) };
    assert.deepEqual(rankTable([]), none);
    assert.deepEqual(rankTableOfHistogram(70, new Int32Array(4)), none);
    assert.deepEqual(rankOf(none, 100), { rank: 1, tied: 0 });
  });
});
