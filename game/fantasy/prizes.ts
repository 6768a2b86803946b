import { type RankTable, rankOf } from '../ranks/ranks.ts';
import type { Points } from './timeline.ts';

/** Prizes of places from the first on: tier after tier takes the next places. Coins are whole. No place has more than the one before it. */
export interface PrizeTable {
  tiers: readonly PrizeTier[];
}

/**
 * `places` next places get `coins` each; or the places up to `share` of the field (0 to 1, rounded down) share `pool`: the same whole number for
 * each, and what is left one coin each to the first of them. A pool whose places are all taken by tiers before it is not paid; one that has so few
 * places that each would have more than the last place before it pays each as much as that one, and the rest of it to nobody.
 */
export type PrizeTier = { places: number; coins: number } | { share: number; pool: number };

/** A tier over the places it takes in a field. */
interface Span {
  from: number;
  places: number;
  /** Of each place. */
  each: number;
  /** The first so many places get a coin more. */
  more: number;
}

function spansOf({ tiers }: PrizeTable, entries: number): Span[] {
  const spans: Span[] = [];
  let from = 1;
  /** Of the place before. */
  let most = Infinity;
  for (const tier of tiers) {
    const last = 'share' in tier ? lastOfShare(tier.share, entries) : from + tier.places - 1;
    const places = Math.max(0, last - from + 1);
    if (places === 0) continue;
    const even = 'share' in tier ? Math.floor(tier.pool / places) : tier.coins;
    const left = 'share' in tier ? tier.pool % places : 0;
    const [each, more] = even < most ? [even, left] : [most, 0];
    spans.push({ from, places, each, more });
    from += places;
    most = each;
  }
  return spans;
}

/** 29% of 100 entries are 29, though 0.29 * 100 is a little less as a binary fraction. */
function lastOfShare(share: number, entries: number): number {
  return Math.floor(Number((share * entries).toPrecision(12)));
}

/** Coins of `count` places from place `from` on, in a field of `entries`. Places that nobody fills pay nobody. */
export function coinsOfPlaces(prizes: PrizeTable, entries: number, from: number, count: number): number {
  const end = Math.min(from + count, entries + 1);
  let coins = 0;
  for (const span of spansOf(prizes, entries)) {
    const covered = overlap(from, end, span.from, span.from + span.places);
    coins += covered * span.each + overlap(from, end, span.from, span.from + span.more);
  }
  return coins;
}

/**
 * Coins of an entry with these points. Tied fans share the coins of the places they fill: the same whole number for each, and the few coins
 * that are left one each to those who are drawn.
 *
 * @param drawn whether the draw among the tied ones gives this one a coin more; see `splitGroups`
 * @param erased entries that are in the table no more. Shares of the field count them, so that nobody loses coins when others are erased.
 */
export function prizeOf(prizes: PrizeTable, table: RankTable, points: Points, drawn: boolean, erased = 0): number {
  const { rank, tied: members } = rankOf(table, points);
  if (members === 0) return 0;
  const coins = coinsOfPlaces(prizes, table.entries + erased, rank, members);
  return Math.floor(coins / members) + (drawn && coins % members > 0 ? 1 : 0);
}

/**
 * Groups of tied entries whose coins don't come out even: so many of them, `drawnCount`, get one coin more.
 *
 * @param erased as for `prizeOf`
 */
export function splitGroups(
  prizes: PrizeTable,
  table: RankTable,
  erased = 0,
): { points: Points; drawnCount: number }[] {
  const groups: { points: Points; drawnCount: number }[] = [];
  let rank = 1;
  for (let at = table.counts.length - 1; at >= 0; at--) {
    const members = table.counts[at] as number;
    const drawnCount = coinsOfPlaces(prizes, table.entries + erased, rank, members) % members;
    if (drawnCount > 0) groups.push({ points: table.scores[at] as number, drawnCount });
    rank += members;
  }
  return groups;
}

function overlap(from: number, end: number, otherFrom: number, otherEnd: number): number {
  return Math.max(0, Math.min(end, otherEnd) - Math.max(from, otherFrom));
}
