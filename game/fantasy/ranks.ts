import type { Points } from './timeline.ts';

/** Score -> number of entries: the exact rank of everybody. `counts[i]` entries have `lowest + i * step`. */
export interface RankTable {
  entries: number;
  lowest: Points;
  step: number;
  counts: Int32Array;
}

/** Of whole scores, in any order. */
export function rankTable(scores: Iterable<Points>): RankTable {
  const sorted = [...scores].sort((a, b) => a - b);
  const lowest = sorted[0] ?? 0;
  const histogram = new Int32Array(sorted.length === 0 ? 0 : (sorted.at(-1) ?? 0) - lowest + 1);
  for (const score of sorted) histogram[score - lowest] = (histogram[score - lowest] ?? 0) + 1;
  return rankTableOfHistogram(lowest, histogram);
}

/**
 * From counts of single hundredths of a point, `lowest` and up. Scores that nobody has are left out at both ends, and steps that no score needs
 * between, so that the same scores give the same table whatever the histogram spans.
 */
export function rankTableOfHistogram(lowest: Points, histogram: Int32Array): RankTable {
  let [entries, step, first, last] = [0, 0, 0, -1];
  for (let at = 0; at < histogram.length; at++) {
    const count = histogram[at] as number;
    if (count === 0) continue;
    if (last === -1) first = at;
    last = at;
    entries += count;
    if (step !== 1) step = greatestCommonDivisor(step, at - first);
  }
  if (last === -1) return { entries, lowest: 0, step: 1, counts: new Int32Array(0) };
  step ||= 1;
  const counts = new Int32Array((last - first) / step + 1);
  for (let at = 0; at < counts.length; at++) counts[at] = histogram[first + at * step] as number;
  return { entries, lowest: lowest + first, step, counts };
}

/** Competition rank (1, 2, 2, 4) of a score, and how many entries share it. A score that nobody has ranks behind all above it. */
export function rankOf({ lowest, step, counts }: RankTable, points: Points): { rank: number; tied: number } {
  const at = (points - lowest) / step;
  let above = 0;
  for (let higher = Math.max(0, Math.floor(at) + 1); higher < counts.length; higher++)
    above += counts[higher] as number;
  return { rank: above + 1, tied: counts[at] ?? 0 };
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
