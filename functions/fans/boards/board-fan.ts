import { z } from 'zod';
import { type BoardPeriod, xpIn } from '@fanfold/game/boards';

/** A fan as boards count them. */
export interface BoardFan {
  uid: string;
  /** Of their public profile: the highest holds. */
  version: number;
  /** Null: erased, for good. */
  entry: BoardEntry | null;
}

export interface BoardEntry {
  country: string | null;
  team: string | null;
  /** XP by id of the period. Of one that is not named, what was known stays. */
  scores: ReadonlyMap<string, number>;
}

/** What others see of a fan in a leaderboard. */
export interface ShownFan {
  name: string;
  avatar: string;
}

/** What boards need of `fans/{uid}`. One who has done nothing yet has no XP. */
const shownSchema = z.object({
  name: z.string().optional(),
  avatar: z.string().optional(),
  country: z.string().nullable().default(null),
  team: z.string().nullable().default(null),
  xp: z.number().default(0),
  weeks: z.record(z.string(), z.number()).default({}),
  seasons: z.record(z.string(), z.number()).default({}),
});

/**
 * @param fields of `fans/{uid}`; undefined: it is deleted
 * @param version microseconds of its last update
 */
export function boardFanOf(
  uid: string,
  fields: Record<string, unknown> | undefined,
  version: number,
  periods: readonly BoardPeriod[],
): { fan: BoardFan; shown: ShownFan | null } {
  if (!fields) return { fan: { uid, version, entry: null }, shown: null };
  const { name, avatar, country, team, ...xp } = shownSchema.parse(fields);
  const scores = new Map(periods.map((period) => [period.id, xpIn(period, xp)]));
  const shown = name === undefined || avatar === undefined ? null : { name, avatar };
  return { fan: { uid, version, entry: { country, team, scores } }, shown };
}
