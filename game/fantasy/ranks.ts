import type { Points } from './timeline.ts';

/** Score -> number of entries: the exact rank of everybody, whoever he is. `counts[i]` entries have `lowest + i * step`. */
export interface RankTable {
  entries: number;
  lowest: Points;
  step: number;
  counts: Int32Array;
}

export function rankTable(scores: Iterable<Points>): RankTable {
  const sorted = [...scores].sort((a, b) => a - b);
  const lowest = sorted[0] ?? 0;
  const counts = new Int32Array(sorted.length === 0 ? 0 : (sorted.at(-1) ?? 0) - lowest + 1);
  for (const score of sorted) counts[score - lowest] = (counts[score - lowest] ?? 0) + 1;
  return rankTableOfHistogram(lowest, counts);
}

/** From counts of single hundredths of a point, the first and last of which are not 0. Steps that no score needs are left out. */
export function rankTableOfHistogram(lowest: Points, histogram: Int32Array): RankTable {
  let entries = 0;
  let step = 0;
  for (let at = 0; at < histogram.length; at++) {
    const count = histogram[at] as number;
    if (count === 0) continue;
    entries += count;
    if (step !== 1) step = greatestCommonDivisor(step, at);
  }
  step ||= 1;
  const counts = new Int32Array(histogram.length === 0 ? 0 : (histogram.length - 1) / step + 1);
  for (let at = 0; at < counts.length; at++) counts[at] = histogram[at * step] as number;
  return { entries, lowest, step, counts };
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
