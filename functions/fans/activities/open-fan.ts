import {
  type ActivityChange,
  FanCalendar,
  type FanMonth,
  type FanRules,
  type Month,
  type Summaries,
  type ZoneHistory,
  applyToMonth,
  monthOf,
  summaryOfMonth,
} from '@fanfold/game/fans';
import { StaleReadError } from '@fanfold/kit/calls';
import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { NEWS_DAYS } from './announce.ts';
import type { ActivityState } from './documents.ts';
import { type Fold, foldAtOf, foldFan } from './fold-fan.ts';
import type { Effect } from './outbox.ts';

/** A fan as they were read. */
export interface ReadFan {
  uid: string;
  /** Of the state. */
  snapshot: DocumentSnapshot;
  state: ActivityState;
  summaries: Summaries;
  /** Those that were read. */
  months: ReadonlyMap<Month, FanMonth>;
  /** Those of which the summary is not what the rules ask for: they were read. */
  stale: readonly Month[];
}

/** Effects that are committed, with what the state says once they are published. */
export interface Pending {
  effects: readonly Effect[];
  foldAt: string | null;
}

/**
 * The activities of a fan between reads and writes, in memory:
 *
 *     const refused = fan.apply('2026-06', [{ id: 'row:7', version, activity }]);
 *     const fold = fan.fold(); // what all of it comes to; null: nothing has changed
 */
export class OpenFan {
  readonly read: ReadFan;
  /** Epoch ms, never earlier than that of the commit before. */
  readonly now: number;
  readonly changed = new Set<Month>();
  zones: ZoneHistory;
  reported: ActivityState['reported'];
  readonly #rules: FanRules;
  readonly #months: Map<Month, FanMonth>;
  readonly #unsummarised: Set<Month>;
  #isDue: boolean;
  #isNews = false;

  constructor(read: ReadFan, rules: FanRules, now: number) {
    const { state, months, stale } = read;
    this.read = read;
    this.now = Math.max(now, state.foldedAt);
    this.zones = state.zones;
    this.reported = state.reported;
    this.#rules = rules;
    this.#months = new Map(months);
    this.#unsummarised = new Set(stale);
    this.#isDue = stale.length > 0;
  }

  /** A month with what was applied. @throws StaleReadError it was not read */
  month(month: Month): FanMonth {
    const known = this.#months.get(month);
    if (!known) throw new StaleReadError(`${month} was not read`);
    return known;
  }

  /** @returns changes that the month has no room for */
  apply(month: Month, changes: readonly ActivityChange[]): ActivityChange[] {
    const recently = this.now - NEWS_DAYS * 86_400_000;
    this.#isNews ||= changes.some(({ activity }) => activity === null || activity.at >= recently);
    const before = this.month(month);
    const { month: after, refused } = applyToMonth(before, changes);
    if (after !== before) {
      this.#months.set(month, after);
      this.changed.add(month);
      this.#unsummarised.add(month);
    }
    return refused;
  }

  /** From now on the fan has these days. @throws StaleReadError a month that has some of them was not read */
  setZones(zones: ZoneHistory): void {
    this.zones = zones;
    this.setDue();
    for (const month of this.read.summaries.keys())
      if (month >= monthOf(this.now)) this.#unsummarised.add(this.month(month).month);
  }

  /** Time has passed. */
  setDue(): void {
    this.#isDue = true;
    this.#isNews = true;
  }

  get calendar(): FanCalendar {
    return new FanCalendar(this.zones);
  }

  /** What is to be committed; null: nothing has changed. */
  fold(): Fold | null {
    if (!this.#isDue && this.#unsummarised.size === 0) return null;
    const { uid, state } = this.read;
    const summaries = new Map(this.read.summaries);
    const { calendar } = this;
    for (const month of this.#unsummarised)
      summaries.set(month, summaryOfMonth(this.month(month), calendar, this.#rules));
    return foldFan(uid, state, { zones: this.zones, summaries }, this.#rules, this.now, this.#isNews);
  }

  /** What is left to be published, by this fold or by an earlier commit; null: nothing. */
  pending(fold: Fold | null): Pending | null {
    const { uid, state } = this.read;
    const effects = fold?.outbox ?? state.outbox;
    if (effects.length === 0) return null;
    const foldAt = fold ? fold.foldAt : state.profile && foldAtOf(uid, state.profile, this.zones, this.now);
    return { effects, foldAt };
  }
}
