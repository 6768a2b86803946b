import type { LeaderboardRow } from '@fanfold/game/fantasy';
import { type RankTable, rankTableOfHistogram } from '@fanfold/game/ranks';
import type { Roster } from './roster.ts';

/** How many entries have which score: one pass for the range, one to count. */
export function rankTableOf({ count, erased }: Pick<Roster, 'count' | 'erased'>, scores: Int32Array): RankTable {
  let [lowest, highest] = [scores[0] ?? 0, scores[0] ?? 0];
  for (let entry = 1; entry < count; entry++) {
    const score = scores[entry] as number;
    if (score < lowest) lowest = score;
    else if (score > highest) highest = score;
  }
  const counts = new Int32Array(count === 0 ? 0 : highest - lowest + 1);
  for (let entry = 0; entry < count; entry++) {
    const at = (scores[entry] as number) - lowest;
    counts[at] = (counts[at] as number) + 1;
  }
  // They are few: less work than to ask of every entry.
  for (const entry of erased) {
    const at = (scores[entry] as number) - lowest;
    counts[at] = (counts[at] as number) - 1;
  }
  return rankTableOfHistogram(lowest, counts);
}

/** The lowest score that is still among the first `places` entries, and how many are above it. */
export function lastPlace({ scores, counts }: RankTable, places: number): { score: number; above: number } {
  let above = 0;
  for (let at = counts.length - 1; at >= 0; at--) {
    const count = counts[at] as number;
    if (above + count >= places) return { score: scores[at] as number, above };
    above += count;
  }
  return { score: scores[0] ?? 0, above: Math.max(0, above - (counts[0] ?? 0)) };
}

/**
 * Numbers of the first `places` entries by score; among equal ones by the hash of their ids, which is nobody's doing, and the same
 * wherever and in whatever order the entries arrived.
 */
export function firstEntries(roster: Roster, scores: Int32Array, table: RankTable, places: number): number[] {
  const { score: threshold, above } = lastPlace(table, places);
  const ahead: number[] = [];
  const tied: number[] = [];
  const room = places - above;
  const before = (a: number, b: number) => compareTied(roster, a, b);
  const { count, erased } = roster;
  for (let entry = 0; entry < count; entry++) {
    const score = scores[entry] as number;
    if (score < threshold || erased.has(entry)) continue;
    if (score > threshold) ahead.push(entry);
    else insertBounded(tied, entry, room, before);
  }
  ahead.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || before(a, b));
  return [...ahead, ...tied];
}

/** Order in which entries with equal scores are listed. */
function compareTied({ index, ids }: Roster, a: number, b: number): number {
  return index.hash(a) - index.hash(b) || (ids.text(a) < ids.text(b) ? -1 : 1);
}

function insertBounded(
  sorted: number[],
  entry: number,
  limit: number,
  compare: (a: number, b: number) => number,
): void {
  if (limit <= 0 || (sorted.length >= limit && compare(sorted.at(-1) as number, entry) < 0)) return;
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(sorted[middle] as number, entry) < 0) low = middle + 1;
    else high = middle;
  }
  sorted.splice(low, 0, entry);
  if (sorted.length > limit) sorted.pop();
}

/** Rows of the leaderboard: the first `places` entries with their competition ranks. */
export function topRows(roster: Roster, scores: Int32Array, table: RankTable, places: number): LeaderboardRow[] {
  const rows: LeaderboardRow[] = [];
  for (const [place, entry] of firstEntries(roster, scores, table, places).entries()) {
    const points = scores[entry] ?? 0;
    const previous = rows.at(-1);
    const { uid, n } = ownerOf(roster.ids.text(entry));
    rows.push({
      uid,
      n,
      points,
      rank: previous?.points === points ? previous.rank : place + 1,
    });
  }
  return rows;
}

/** Fan and number of an entry id, `{uid}_{n}`. */
export function ownerOf(entryId: string): { uid: string; n: number } {
  const at = entryId.lastIndexOf('_');
  return { uid: entryId.slice(0, at), n: Number(entryId.slice(at + 1)) };
}
