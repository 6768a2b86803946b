import {
  type Activity,
  type Condition,
  type Counter,
  type FanRules,
  type Profile,
  daysMarked,
  levelOf,
  levelStart,
} from '../fans/index.ts';

/** What a profile must say, worked out from all activities by looking at each again and again: slow, and as the rules read. One zone. */
export function profileByModel(activities: readonly Activity[], rules: FanRules, zone: string, now: number) {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const dayOf = (at: number) => format.format(at);
  const known = activities.map((activity) => ({ ...activity, day: dayOf(activity.at) }));
  type Known = (typeof known)[number];
  const days = [...new Set(known.map(({ day }) => day))].sort();
  const today = [dayOf(now), ...days].sort().at(-1) ?? '';
  const next = (day: string, by = 1) => new Date(Date.parse(day) + by * 86_400_000).toISOString().slice(0, 10);
  const monday = (day: string) => next(day, -((new Date(day).getUTCDay() + 6) % 7));
  const upTo = (day: string) => known.filter((activity) => activity.day <= day);

  const count = (counter: Counter, list: readonly Known[]): number => {
    const [op, kinds] = Object.entries(counter)[0] as [string, string[]];
    const these = list.filter(({ kind }) => kinds.includes(kind));
    if (op === 'count') return these.length;
    if (op === 'sum') return these.reduce((sum, { amount = 0 }) => sum + amount, 0);
    if (op === 'max') return Math.max(0, ...these.map(({ amount = 0 }) => amount));
    return new Set(these.flatMap(({ subject }) => subject ?? [])).size;
  };
  const counted = (name: string, list: readonly Known[]) => count(rules.counters[name] as Counter, list);

  const questWeeks = Object.entries(rules.quests).flatMap(([quest, { counter, atLeast, since }]) =>
    [...new Set(days.filter((day) => day >= since).map(monday))].flatMap((week) => {
      const inWeek = (until: string) => known.filter(({ day }) => monday(day) === week && day <= until);
      const doneOn = days.find(
        (day) => monday(day) === week && day >= since && counted(counter, inWeek(day)) >= atLeast,
      );
      return doneOn ? [{ quest, week, doneOn }] : [];
    }),
  );
  const xpOn = (day: string) => {
    let xp = 0;
    for (const [kind, { each, amountPerXp, mostADay = Infinity }] of Object.entries(rules.xp)) {
      const these = known.filter((activity) => activity.day === day && activity.kind === kind);
      const amount = these.reduce((sum, activity) => sum + (activity.amount ?? 0), 0);
      xp += Math.max(0, Math.min(mostADay, these.length * each + (amountPerXp ? Math.floor(amount / amountPerXp) : 0)));
    }
    for (const { quest, doneOn } of questWeeks) if (doneOn === day) xp += rules.quests[quest]?.xp ?? 0;
    return xp;
  };
  const xpUpTo = (day: string) => days.filter((other) => other <= day).reduce((sum, other) => sum + xpOn(other), 0);

  const streakOn = (name: string, until: string, list: readonly Known[]) => {
    const rule = rules.streaks[name];
    const counts = (day: string) =>
      list.filter((a) => a.day === day && rule?.kinds.includes(a.kind)).length >= (rule?.atLeast ?? 1);
    let [current, longest, freezes] = [0, 0, 0];
    for (let day = days[0] ?? until; day <= until; day = next(day)) {
      if (counts(day)) {
        current++;
        if (rule?.freezes && current % rule.freezes.everyDays === 0)
          freezes = Math.min(rule.freezes.mostHeld, freezes + 1);
      } else if (day < until && current > 0) {
        if (freezes > 0) freezes--;
        else current = 0;
      }
      longest = Math.max(longest, current);
    }
    return { current, longest, freezes, status: current === 0 ? 'none' : counts(until) ? 'done' : 'open' };
  };

  const holdsAt = (condition: Condition, day: string): boolean => {
    if ('all' in condition) return condition.all.every((part) => heldBy(part, day));
    if ('any' in condition) return condition.any.some((part) => heldBy(part, day));
    if ('counter' in condition) return counted(condition.counter, upTo(day)) >= condition.atLeast;
    if ('streak' in condition) return streakOn(condition.streak, day, upTo(day)).longest >= condition.atLeast;
    if ('level' in condition) return xpUpTo(day) >= (levelStart(rules.levels, condition.level) ?? Infinity);
    const { within, of } = condition;
    if ('days' in within)
      return (
        counted(
          of.counter,
          known.filter((a) => a.day <= day && a.day > next(day, -within.days)),
        ) >= of.atLeast
      );
    return upTo(day).some(({ at }) => {
      const window = upTo(day).filter((a) => a.at <= at && a.at >= at - within.hours * 3_600_000);
      return counted(of.counter, window) >= of.atLeast;
    });
  };
  const heldBy = (condition: Condition, day: string) => days.some((other) => other <= day && holdsAt(condition, other));

  const achievements: Profile['achievements'] = {};
  for (const [id, { tiers }] of Object.entries(rules.achievements)) {
    const reached: string[] = [];
    for (const { when } of tiers) {
      const day = days.find((other) => heldBy(when, other));
      if (!day) break;
      reached.push([day, ...reached].sort().at(-1) ?? day);
    }
    if (reached.length > 0) achievements[id] = reached;
  }
  const xp = xpUpTo(today);
  return {
    counters: Object.fromEntries(Object.keys(rules.counters).map((name) => [name, counted(name, known)])),
    xp,
    level: levelOf(rules.levels, xp),
    streaks: Object.fromEntries(Object.keys(rules.streaks).map((name) => [name, streakOn(name, today, known)])),
    achievements,
    questWeeks: questWeeks.map(({ quest, week }) => `${quest} ${week}`).sort(),
    seasons: Object.fromEntries(
      Object.entries(rules.seasons)
        .filter(([, { from }]) => from <= today)
        .map(([id, { from, to }]) => [
          id,
          days.filter((day) => day >= from && day <= to).reduce((sum, day) => sum + xpOn(day), 0),
        ]),
    ),
  };
}

/** Of a profile what the model knows too. */
export function comparableProfile({ counters, xp, level, streaks, achievements, quests, seasons }: Profile) {
  return {
    counters,
    xp,
    level,
    streaks: Object.fromEntries(
      Object.entries(streaks).map(([name, { current, longest, freezes, status }]) => [
        name,
        { current, longest, freezes, status },
      ]),
    ),
    achievements,
    questWeeks: Object.entries(quests)
      .flatMap(([quest, { weeks }]) => daysMarked(weeks, 'active', 7).map((week) => `${quest} ${week}`))
      .sort(),
    seasons,
  };
}
