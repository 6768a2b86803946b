import type { Day } from '../coins/days.ts';
import { DAY_MS, dayNumber, dayText, mondayOf } from '../fans/day.ts';

/** The time over which boards count XP. */
export interface BoardPeriod {
  /** `all`, `week:2026-11-30` (its Monday) or `season:spring`: the first part of the ids of its boards. */
  id: string;
  kind: 'all' | 'week' | 'season';
  /** Of a week its Monday, of a season its id; of `all` empty. */
  key: string;
  /** When all of it is over, wherever fans are, and what they did then had half a day to arrive; epoch ms. Null: never. */
  closesAt: number | null;
}

/** A period by its id. */
export function periodOf(id: string, closesAt: number | null): BoardPeriod {
  const [kind = '', key = ''] = id.split(':');
  return { id, kind: kind as BoardPeriod['kind'], key, closesAt };
}

/** What a fan's public profile says of their XP; see `Profile`. */
export interface ShownXp {
  xp: number;
  weeks: Readonly<Record<Day, number>>;
  seasons: Readonly<Record<string, number>>;
}

type Seasons = Readonly<Record<string, { from: Day; to: Day }>>;

const ALL: BoardPeriod = { id: 'all', kind: 'all', key: '', closesAt: null };

/**
 * Periods that count at an instant: a date begins a day before it does in UTC, at the latest, and ends a day after, for fans are in zones
 * of -12 to +14 hours.
 */
export function openPeriods(seasons: Seasons, now: number): BoardPeriod[] {
  const today = Math.floor(now / DAY_MS);
  const latest = mondayOf(today + 1);
  const weeks = [latest - 7, latest].map((monday) => ({
    id: `week:${dayText(monday)}`,
    key: dayText(monday),
    kind: 'week' as const,
    first: monday,
    last: monday + 6,
  }));
  const named = Object.entries(seasons).map(([id, { from, to }]) => ({
    id: `season:${id}`,
    key: id,
    kind: 'season' as const,
    first: dayNumber(from),
    last: dayNumber(to),
  }));
  const periods = [...weeks, ...named]
    .filter(({ first }) => (first - 1) * DAY_MS <= now)
    .map(({ id, kind, key, last }) => ({ id, kind, key, closesAt: (last + 2) * DAY_MS }))
    .filter(({ closesAt }) => now < closesAt);
  return [ALL, ...periods];
}

/** XP of a fan in a period. */
export function xpIn({ kind, key }: Pick<BoardPeriod, 'kind' | 'key'>, { xp, weeks, seasons }: ShownXp): number {
  if (kind === 'all') return xp;
  return (kind === 'week' ? weeks[key] : seasons[key]) ?? 0;
}
