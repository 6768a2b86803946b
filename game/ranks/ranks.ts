/** Score -> how many have it: the exact rank of everybody. */
export interface RankTable {
  entries: number;
  /** Scores that anybody has, ascending; whole numbers. */
  scores: Float64Array;
  /** In the order of the scores; each above 0. */
  counts: Int32Array;
}

/** Of whole scores, in any order. */
export function rankTable(scores: Iterable<number>): RankTable {
  const counts = new Map<number, number>();
  for (const score of scores) counts.set(score, (counts.get(score) ?? 0) + 1);
  return rankTableOfCounts(counts);
}

/** From how many have which score; those that nobody has are left out. */
export function rankTableOfCounts(counts: ReadonlyMap<number, number>): RankTable {
  const scores = Float64Array.from(counts.keys())
    .filter((score) => counts.get(score) !== 0)
    .sort();
  return withEntries(
    scores,
    Int32Array.from(scores, (score) => counts.get(score) as number),
  );
}

/** From counts of neighbouring scores, `lowest` and up; those that nobody has are left out. */
export function rankTableOfHistogram(lowest: number, histogram: Int32Array): RankTable {
  const scores: number[] = [];
  for (let at = 0; at < histogram.length; at++) if (histogram[at] !== 0) scores.push(lowest + at);
  return withEntries(
    Float64Array.from(scores),
    histogram.filter((count) => count !== 0),
  );
}

export function withEntries(scores: Float64Array, counts: Int32Array): RankTable {
  let entries = 0;
  for (const count of counts) entries += count;
  return { entries, scores, counts };
}

/** Competition rank (1, 2, 2, 4) of a score, and how many share it. A score that nobody has ranks behind all above it. */
export function rankOf({ scores, counts }: RankTable, score: number): { rank: number; tied: number } {
  const at = lowerBound(scores, score);
  const isHeld = scores[at] === score;
  let above = 0;
  for (let higher = isHeld ? at + 1 : at; higher < counts.length; higher++) above += counts[higher] as number;
  return { rank: above + 1, tied: isHeld ? (counts[at] as number) : 0 };
}

/** Index of the first that is not less. */
function lowerBound(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
