import type { FanCalendar } from './fan-calendar.ts';
import type { Profile } from './profile.ts';

/**
 * When a profile is to be folded again although nothing was done, epoch ms; null: not before something is. Then a day is over, and a streak is at
 * risk, frozen or lost. So a fan who has gone takes no more folds than they hold freezes, and two.
 */
export function nextFoldAt({ streaks }: Profile, calendar: FanCalendar, now: number): number | null {
  return Object.values(streaks).some(({ current }) => current > 0) ? calendar.nextDayStart(now) : null;
}
