import type { Day } from '../coins/days.ts';
import { daysMarked } from './day-marks.ts';
import type { Profile } from './profile.ts';
import type { FanRules } from './rules.ts';
import type { Streak } from './streaks.ts';

/** What a change of a profile means to the fan. */
export type FanEvent =
  | { is: 'tierAwarded'; achievement: string; tier: number; on: Day; coins: number }
  /** An activity that it needed was undone. Its coins stay with the fan; see `coinGrants`. */
  | { is: 'tierTakenBack'; achievement: string; tier: number }
  | { is: 'levelUp'; level: number }
  | { is: 'levelDown'; level: number }
  /** A day has begun that does not count yet. `days`: what is at stake. */
  | { is: 'streakAtRisk'; streak: string; days: number; freezes: number }
  /** A freeze has saved a day. `freezes`: how many are left. */
  | { is: 'streakFrozen'; streak: string; day: Day; freezes: number }
  /** `days`: what it was. */
  | { is: 'streakLost'; streak: string; days: number }
  /** An activity that was undone has cut it. `days`: what is left. */
  | { is: 'streakShortened'; streak: string; days: number }
  /** An activity that came late has joined it to days before it. */
  | { is: 'streakRestored'; streak: string; days: number }
  /** `week`: its Monday. */
  | { is: 'questDone'; quest: string; week: Day; xp: number; coins: number }
  | { is: 'questUndone'; quest: string; week: Day }
  | { is: 'seasonDone'; season: string; xp: number };

/**
 * What has happened between two profiles of a fan: what they are to be told, and what they have won. A repeat of a change happens between equal profiles, and so it is
 * nothing. What the rules no longer have is not spoken of.
 *
 * @param before null: the fan had no profile
 */
export function decide(rules: FanRules, before: Profile | null, after: Profile): FanEvent[] {
  return [
    ...achievementEvents(rules, before, after),
    ...levelEvents(before?.level ?? 1, after.level),
    ...Object.keys(rules.streaks).flatMap((name) =>
      streakEvents(name, before?.streaks[name], after.streaks[name], before !== null && before.on < after.on),
    ),
    ...questEvents(rules, before, after),
    ...Object.entries(rules.seasons).flatMap(([season, { to }]): FanEvent[] =>
      before && before.on <= to && after.on > to ? [{ is: 'seasonDone', season, xp: after.seasons[season] ?? 0 }] : [],
    ),
  ];
}

function achievementEvents({ achievements }: FanRules, before: Profile | null, after: Profile): FanEvent[] {
  return Object.entries(achievements).flatMap(([achievement, { tiers }]) =>
    tiers.flatMap(({ coins }, tier): FanEvent[] => {
      const had = before?.achievements[achievement]?.[tier];
      const has = after.achievements[achievement]?.[tier];
      if (has !== undefined && had === undefined) return [{ is: 'tierAwarded', achievement, tier, on: has, coins }];
      return had !== undefined && has === undefined ? [{ is: 'tierTakenBack', achievement, tier }] : [];
    }),
  );
}

function levelEvents(before: number, after: number): FanEvent[] {
  if (after === before) return [];
  return [{ is: after > before ? 'levelUp' : 'levelDown', level: after }];
}

function streakEvents(
  streak: string,
  before: Streak | undefined,
  after: Streak | undefined,
  isNewDay: boolean,
): FanEvent[] {
  if (!after) return [];
  const events: FanEvent[] = [];
  const known = new Set(before ? daysMarked(before.calendar, 'frozen', 1) : []);
  const frozen = daysMarked(after.calendar, 'frozen', 1).filter((day) => !known.has(day));
  for (const day of before ? frozen : []) events.push({ is: 'streakFrozen', streak, day, freezes: after.freezes });
  const run = runEvent(streak, before, after);
  if (run) events.push(run);
  if (after.status === 'open' && (isNewDay || before?.status === 'done'))
    events.push({ is: 'streakAtRisk', streak, days: after.current, freezes: after.freezes });
  return events;
}

/** What has become of the run of days that there was. */
function runEvent(streak: string, before: Streak | undefined, after: Streak): FanEvent | null {
  if (!before) return null;
  const { since, lastDay, current } = before;
  if (since && lastDay && (after.since === null || after.since > since))
    return after.since === null || after.since > lastDay
      ? { is: 'streakLost', streak, days: current }
      : { is: 'streakShortened', streak, days: after.current };
  const [lastActive = ''] = daysMarked(before.calendar, 'active', 1).slice(-1);
  const isJoined = after.since !== null && (since ? after.since < since : after.since <= lastActive);
  return isJoined ? { is: 'streakRestored', streak, days: after.current } : null;
}

function questEvents({ quests }: FanRules, before: Profile | null, after: Profile): FanEvent[] {
  return Object.entries(quests).flatMap(([quest, { xp, coins }]) => {
    const weeksOf = (profile: Profile | null) => {
      const progress = profile?.quests[quest];
      return progress ? daysMarked(progress.weeks, 'active', 7) : [];
    };
    const [had, has] = [new Set(weeksOf(before)), new Set(weeksOf(after))];
    const first = after.quests[quest]?.weeks.first ?? '';
    return [
      ...[...has]
        .filter((week) => !had.has(week))
        .map((week): FanEvent => ({ is: 'questDone', quest, week, xp, coins })),
      ...[...had]
        .filter((week) => !has.has(week) && week >= first)
        .map((week): FanEvent => ({ is: 'questUndone', quest, week })),
    ];
  });
}
