import type { Day } from '../coins/days.ts';
import type { Condition } from './condition.ts';
import { counterValues, peaks } from './counter-values.ts';
import { type DayNumber, dayNumber, dayText, mondayOf } from './day.ts';
import type { FanCalendar } from './fan-calendar.ts';
import { type History, historyOf } from './history.ts';
import { monthOf, monthStart } from './months.ts';
import type { Summaries } from './pack-summaries.ts';
import { type QuestProgress, foldQuest } from './quests.ts';
import { type Facts, reachedOn } from './reached-on.ts';
import type { FanRules } from './rules.ts';
import { type Streak, foldStreak } from './streaks.ts';
import { activityXp, levelOf } from './xp.ts';

/** What all activities of a fan come to, on a day. Plain values: it can be stored as it is. */
export interface Profile {
  rulesVersion: number;
  /** The fan's day of which it is. */
  on: Day;
  counters: Record<string, number>;
  xp: number;
  level: number;
  /** XP of the last five weeks, by their Mondays; a week without any has no key. */
  weeks: Record<Day, number>;
  streaks: Record<string, Streak>;
  /** By achievement: on which day each tier was reached, from the lowest up. One that was not has no key. */
  achievements: Record<string, Day[]>;
  quests: Record<string, QuestProgress>;
  /** XP of each season that has begun. */
  seasons: Record<string, number>;
}

const WEEKS_OF_XP = 5;

/**
 * Folds the summaries of all months into a profile. Equal summaries, zones and rules give an equal profile for a day, in whatever order what is in them
 * came. What a summary does not cover counts as nothing; see `monthsToRead`.
 *
 * @param now epoch ms, never earlier than that of the profile before: it decides which day is today, and with it what was missed
 */
export function foldMonths(summaries: Summaries, calendar: FanCalendar, rules: FanRules, now: number): Profile {
  const history = withSkipped(historyOf(summaries), calendar, now);
  const on = Math.max(calendar.dayAt(now), history.days.at(-1) ?? -Infinity);
  const counters = new Map(
    Object.entries(rules.counters).map(([name, counter]) => [name, counterValues(history, counter, () => null)]),
  );
  const streaks = new Map(
    Object.entries(rules.streaks).map(([name, streak]) => [name, foldStreak(history, streak, on)]),
  );
  const quests = Object.keys(rules.quests).map((id) => [id, foldQuest(history, rules, id, on)] as const);
  const xpOf = history.tallies.map((tallies) => activityXp(rules, tallies));
  const indexOf = new Map(history.days.map((day, at) => [day, at]));
  for (const [id, { doneOn }] of quests)
    for (const day of doneOn)
      xpOf[indexOf.get(day) ?? 0] = (xpOf[indexOf.get(day) ?? 0] ?? 0) + (rules.quests[id]?.xp ?? 0);
  let total = 0;
  const xp = xpOf.map((ofDay) => (total += ofDay));
  const xpBetween = (from: DayNumber, to: DayNumber) =>
    history.days.reduce((sum, day, at) => (day >= from && day <= to ? sum + (xpOf[at] ?? 0) : sum), 0);
  const counterPeaks = new Map([...counters].map(([name, values]) => [name, peaks(values)]));
  const facts: Facts = { history, rules, calendar, xp, streaks, counters: counterPeaks, windows: new Map() };
  const mondays = Array.from({ length: WEEKS_OF_XP }, (_, back) => mondayOf(on) - 7 * back).reverse();
  return {
    rulesVersion: rules.version,
    on: dayText(on),
    counters: Object.fromEntries([...counters].map(([name, values]) => [name, values.at(-1) ?? 0])),
    xp: total,
    level: levelOf(rules.levels, total),
    weeks: Object.fromEntries(
      mondays.flatMap((monday): [Day, number][] => {
        const ofWeek = xpBetween(monday, monday + 6);
        return ofWeek === 0 ? [] : [[dayText(monday), ofWeek]];
      }),
    ),
    streaks: Object.fromEntries([...streaks].map(([name, { streak }]) => [name, streak])),
    achievements: Object.fromEntries(
      Object.entries(rules.achievements).flatMap(([id, { tiers }]): [string, Day[]][] => {
        const days = tiersReached(tiers, facts);
        return days.length === 0 ? [] : [[id, days.map(dayText)]];
      }),
    ),
    quests: Object.fromEntries(quests.map(([id, { progress }]) => [id, progress])),
    seasons: Object.fromEntries(
      Object.entries(rules.seasons).flatMap(([id, { from, to }]): [string, number][] =>
        dayNumber(from) > on ? [] : [[id, xpBetween(dayNumber(from), dayNumber(to))]],
      ),
    ),
  };
}

/** A tier is not reached before those below it. */
function tiersReached(tiers: readonly { when: Condition }[], facts: Facts): DayNumber[] {
  const days: DayNumber[] = [];
  for (const { when } of tiers) {
    const day = reachedOn(when, facts);
    if (day === null) break;
    days.push(Math.max(day, days.at(-1) ?? day));
  }
  return days;
}

/** Months without activities have no summary. Of a streak that may still go on they are this month and the one before. */
function withSkipped(history: History, calendar: FanCalendar, now: number): History {
  const thisMonth = monthOf(now);
  const months = [monthOf(monthStart(thisMonth) - 1), thisMonth];
  return {
    ...history,
    skipped: new Set([...history.skipped, ...months.flatMap((month) => calendar.skippedIn(month))]),
  };
}
