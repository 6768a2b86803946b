import {
  type Activity,
  type ActivityChange,
  FanCalendar,
  type FanEvent,
  type FanRules,
  type FanRulesInput,
  type Month,
  type Profile,
  type ZoneHistory,
  applyToMonth,
  changesByMonth,
  decide,
  decodeMonth,
  decodeSummaries,
  emptyMonth,
  encodeMonth,
  encodeSummaries,
  foldMonths,
  rulesSchema,
  startingIn,
  summaryOfMonth,
} from '../fans/index.ts';

export const at = (time: string) => Date.parse(time);

/** An activity of its own id at a time, `2026-06-01T12:00Z`. */
export function did(kind: string, time: string, more: Partial<Activity> = {}): Activity {
  return { id: `${kind}@${time}`, kind, at: at(time), ...more };
}

export const rulesOf = (rules: Omit<FanRulesInput, 'version'>): FanRules => rulesSchema.parse({ version: 1, ...rules });

/** One activity, or what has become of it. */
export interface Step {
  id: string;
  version: number;
  /** As it was, if the change knows. */
  before: Activity | null;
  after: Activity | null;
}

export const done = (activity: Activity, version = 1): Step => ({
  id: activity.id,
  version,
  before: null,
  after: activity,
});
export const undone = (activity: Activity, version = 2): Step => ({
  id: activity.id,
  version,
  before: activity,
  after: null,
});

/** A fan's documents in memory, packed as a service keeps them: months, summaries, profile. */
export class FanInMemory {
  rules: FanRules;
  zones: ZoneHistory;
  now: number;
  profile: Profile | null = null;
  readonly months = new Map<Month, Uint8Array>();
  summaries: Uint8Array = encodeSummaries(new Map());

  constructor(rules: FanRules, { zones = startingIn('UTC'), now = '2026-06-15T12:00Z' } = {}) {
    this.rules = rules;
    this.zones = zones;
    this.now = at(now);
  }

  /** Commits one batch. @returns what it means to the fan */
  when(...steps: Step[]): FanEvent[] {
    const changes = new Map<Month, ActivityChange[]>();
    for (const step of steps)
      for (const [month, change] of changesByMonth({ ...step, version: String(step.version).padStart(9, '0') }))
        changes.set(month, [...(changes.get(month) ?? []), change]);
    const calendar = new FanCalendar(this.zones);
    const summaries = decodeSummaries(this.summaries);
    for (const [month, list] of changes) {
      const stored = this.months.get(month);
      const { month: next } = applyToMonth(stored ? decodeMonth(month, stored) : emptyMonth(month), list);
      this.months.set(month, encodeMonth(next));
      summaries.set(month, summaryOfMonth(next, calendar, this.rules));
    }
    this.summaries = encodeSummaries(summaries);
    const before = this.profile;
    this.profile = foldMonths(decodeSummaries(this.summaries), calendar, this.rules, this.now);
    return decide(this.rules, before, this.profile);
  }

  /** The same without what it means. */
  given(...steps: Step[]): this {
    this.when(...steps);
    return this;
  }

  /** Time passes until then. @returns what that means to the fan */
  until(time: string): FanEvent[] {
    this.now = at(time);
    return this.when();
  }

  get documents() {
    return { months: new Map([...this.months].sort()), summaries: this.summaries, profile: this.profile };
  }
}
