import {
  FanCalendar,
  type FanRules,
  type Profile,
  type Summaries,
  type ZoneHistory,
  decide,
  encodeSummaries,
  foldMonths,
  nextFoldAt,
} from '@fanfold/game/fans';
import { type News, grantEffects, newsOf, pushEffects } from './announce.ts';
import type { ActivityState } from './documents.ts';
import { foldKey } from './fold-key.ts';
import { type Effect, nextOutbox } from './outbox.ts';

/** What a commit on a fan's activities makes of them. */
export interface Fold {
  profile: Profile;
  summaries: Uint8Array;
  news: News[];
  outbox: Effect[];
  /** Effects for which the outbox has no room. */
  overflow: Effect[];
  /** See `ActivityState`. */
  foldAt: string | null;
}

/**
 * What all that is known of a fan comes to at an instant, and what is new in it.
 *
 * @param isNews whether any of what came is of these days. If not, or of a fan who is new here, all that they have ever done may come at once: it pays,
 *   and is announced nowhere
 */
export function foldFan(
  uid: string,
  state: ActivityState,
  { zones, summaries }: { zones: ZoneHistory; summaries: Summaries },
  rules: FanRules,
  now: number,
  isNews: boolean,
): Fold {
  const calendar = new FanCalendar(zones);
  const before = state.profile;
  const profile = foldMonths(summaries, calendar, rules, now);
  const events = decide(rules, before, profile);
  const isAnnounced = before !== null && isNews;
  const news = isAnnounced ? newsOf(rules, events) : [];
  const today = { on: profile.on, ends: calendar.nextDayStart(now) };
  const pushes = isAnnounced ? pushEffects(uid, events, today) : [];
  return {
    profile,
    summaries: encodeSummaries(summaries),
    news,
    ...nextOutbox(state.outbox, [...grantEffects(uid, events), ...pushes]),
    foldAt: foldAtOf(uid, profile, zones, now),
  };
}

/** When a fan is to be folded who does nothing. */
export function foldAtOf(uid: string, profile: Profile, zones: ZoneHistory, now: number): string | null {
  const at = nextFoldAt(profile, new FanCalendar(zones), now);
  return at === null ? null : foldKey(uid, at);
}
