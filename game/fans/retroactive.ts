import { type Coverage, burstKey, coverageOf } from './coverage.ts';
import { type FanEvent, decide } from './decide.ts';
import type { FanCalendar } from './fan-calendar.ts';
import type { Month } from './months.ts';
import type { Summaries } from './pack-summaries.ts';
import { type Profile, foldMonths } from './profile.ts';
import type { FanRules } from './rules.ts';
import type { MonthSummary } from './summary.ts';

export type Retroactive =
  | { is: 'folded'; profile: Profile; events: FanEvent[] }
  /** Summaries of these months lack what the rules ask for: read them, summarise them anew, and ask again. */
  | { is: 'mustRead'; months: Month[] };

/** What new rules make of a life, without reading it again where its summaries suffice. */
export function retroactive(
  before: Profile | null,
  summaries: Summaries,
  calendar: FanCalendar,
  rules: FanRules,
  now: number,
): Retroactive {
  const months = monthsToRead(summaries, rules);
  if (months.length > 0) return { is: 'mustRead', months };
  const profile = foldMonths(summaries, calendar, rules, now);
  return { is: 'folded', profile, events: decide(rules, before, profile) };
}

/** Months whose summaries lack something that rules ask for and that the month may have. */
export function monthsToRead(summaries: Summaries, rules: FanRules): Month[] {
  const asked = coverageOf(rules);
  return [...summaries.values()]
    .filter((summary) => lacks(summary, asked))
    .map(({ month }) => month)
    .sort();
}

function lacks({ coverage, days, unknown }: MonthSummary, asked: Coverage): boolean {
  const here = new Set([...days.values()].flatMap((tallies) => [...tallies.keys()]));
  if (unknown > 0 && asked.kinds.some((kind) => !coverage.kinds.includes(kind))) return true;
  if (asked.subjects.some((kind) => here.has(kind) && !coverage.subjects.includes(kind))) return true;
  const bursts = new Set(coverage.bursts.map(burstKey));
  return asked.bursts.some((burst) => !bursts.has(burstKey(burst)) && burst.kinds.some((kind) => here.has(kind)));
}
