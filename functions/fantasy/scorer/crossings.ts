import { type RankTable, rankOf } from '@fanfold/game/ranks';
import { lastPlace } from '../engine/field.ts';
import { grown } from '../engine/grow.ts';
import type { Roster } from '../engine/roster.ts';

export type CrossingKind = 'hundredPoints' | 'top100' | 'lead';

/** An entry, by number, that has reached something with these points. */
export interface Crossing {
  entry: number;
  kind: CrossingKind;
  points: number;
}

const KINDS: readonly CrossingKind[] = ['hundredPoints', 'top100', 'lead'];
const HUNDRED_POINTS = 10_000;
const TOP = 100;

/**
 * Which entries have reached what, since this instance holds the contest. A crossing is published once per entry and kind and never revoked; after
 * a restart some are published again, under the same ids.
 */
export class Crossings {
  /** A bit per kind. */
  #known = new Uint8Array(0);

  /** These were not reached after all. */
  forget(crossings: readonly Crossing[]): void {
    for (const { entry, kind } of crossings) {
      const bit = 1 << KINDS.indexOf(kind);
      this.#known[entry] = (this.#known[entry] ?? 0) & ~bit;
    }
  }

  /**
   * @param isPlaying live play has begun: before that nobody leads, however they are ordered
   * @param isNews false: the present state is known already
   * @returns those who have reached something that was not known
   */
  judge(roster: Roster, scores: Int32Array, table: RankTable, isPlaying: boolean, isNews: boolean): Crossing[] {
    this.#known = grown(this.#known, roster.count);
    const top = isPlaying ? lineOf(table, TOP) : Infinity;
    const lead = isPlaying ? lineOf(table, 1) : Infinity;
    const first = Math.min(top, lead);
    const crossings: Crossing[] = [];
    const { count, erased } = roster;
    const allKnown = this.#known;
    for (let entry = 0; entry < count; entry++) {
      const score = scores[entry] as number;
      const known = allKnown[entry] as number;
      // Nearly everybody: not at the top, and where they were.
      if (score < first && (score < HUNDRED_POINTS || (known & 1) !== 0)) continue;
      const reached = (score >= HUNDRED_POINTS ? 1 : 0) | (score >= top ? 2 : 0) | (score >= lead ? 4 : 0);
      const news = reached & ~known;
      if (news === 0 || erased.has(entry)) continue;
      allKnown[entry] = known | news;
      if (!isNews) continue;
      for (const [bit, kind] of KINDS.entries()) if (news & (1 << bit)) crossings.push({ entry, kind, points: score });
    }
    return crossings;
  }
}

/**
 * The score from which on an entry is among the first `places`; Infinity in a field that is no larger than that, where it says nothing. Nobody is there of
 * tied ones with nobody behind them, or of more tied ones than the top has places.
 */
export function lineOf(table: RankTable, places: number): number {
  const { entries } = table;
  if (entries <= places) return Infinity;
  const { score, above } = lastPlace(table, places);
  const reached = above + rankOf(table, score).tied;
  return reached <= TOP && reached < entries ? score : score + 1;
}
