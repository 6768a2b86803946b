import { isDeepStrictEqual } from 'node:util';
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

const xp = z.int().min(0);

/** What boards need of `fans/{uid}`. One who has done nothing yet has no XP. */
export const profileSchema = z.object({
  name: z.string().optional(),
  avatar: z.string().optional(),
  country: z.string().nullable().default(null),
  team: z.string().nullable().default(null),
  xp: xp.default(0),
  weeks: z.record(z.string(), xp).default({}),
  seasons: z.record(z.string(), xp).default({}),
});

export type BoardProfile = z.infer<typeof profileSchema>;

/** What others see of a fan; null: they have no name. */
export function shownOf(profile: BoardProfile | null): ShownFan | null {
  const { name, avatar } = profile ?? {};
  return name === undefined || avatar === undefined ? null : { name, avatar };
}

/** @param profile null: it is deleted */
export function entryOf(profile: BoardProfile | null, periods: readonly BoardPeriod[]): BoardEntry | null {
  if (!profile) return null;
  const { country, team } = profile;
  return { country, team, scores: new Map(periods.map((period) => [period.id, xpIn(period, profile)])) };
}

/** Whether boards have nothing to do: a fan's day has begun, or they have won a badge. */
export function isSameOnBoards(before: BoardProfile, after: BoardProfile, periods: readonly BoardPeriod[]): boolean {
  const seen = (profile: BoardProfile) => [shownOf(profile), entryOf(profile, periods)];
  return isDeepStrictEqual(seen(before), seen(after));
}
