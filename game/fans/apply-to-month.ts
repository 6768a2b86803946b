import type { Activity, ActivityChange } from './activity.ts';
import { type Month, monthOf } from './months.ts';
import { encodeMonth, packedBound } from './pack-month.ts';

/** Every activity of a fan that was ever seen in a month, by id. */
export interface FanMonth {
  month: Month;
  rows: ReadonlyMap<string, ActivityRow>;
  /** What the month takes when it is packed, at most. */
  bytes: number;
}

/** The latest that is known of one id. */
export interface ActivityRow {
  version: string;
  /** null: a tombstone. */
  activity: Activity | null;
}

/**
 * A month that takes so much takes no more ids; what comes of those that it has is still followed. It leaves a quarter of a document, 1 MiB, to
 * that and to what else is in it. Some 32,000 activities: one every 80 seconds, day and night.
 */
export const MAX_MONTH_BYTES = 786_432;

export function emptyMonth(month: Month): FanMonth {
  return { month, rows: new Map(), bytes: 0 };
}

export interface MonthChange {
  /** The same object when nothing has changed. */
  month: FanMonth;
  /** Changes of ids that are new, to a month that is full: for the dead letters. */
  refused: ActivityChange[];
}

/**
 * Puts changes into their month: any order, any number of times. A version that is not newer than what is there does nothing.
 *
 * @throws RangeError an activity is of another month
 */
export function applyToMonth(month: FanMonth, changes: readonly ActivityChange[]): MonthChange {
  const rows = new Map(month.rows);
  const refused: ActivityChange[] = [];
  let { bytes } = month;
  let isExact = false;
  let isChanged = false;
  for (const change of changes) {
    const { id, version } = change;
    const known = rows.get(id);
    if (known && known.version >= version) continue;
    const activity = change.activity && tidied(change.activity);
    if (activity && monthOf(activity.at) !== month.month) throw new RangeError(`${id} is not of ${month.month}`);
    const row = { version, activity };
    const more = packedBound(id, row);
    if (!known && !isExact && bytes + more > MAX_MONTH_BYTES) {
      bytes = encodeMonth({ ...month, rows }).length;
      isExact = true;
    }
    if (!known && bytes + more > MAX_MONTH_BYTES) {
      refused.push(change);
      continue;
    }
    bytes += more;
    isExact = false;
    rows.set(id, row);
    isChanged = true;
  }
  return { month: isChanged ? { month: month.month, rows, bytes } : month, refused };
}

/** Equal activities are equal objects, with no field that says nothing. */
function tidied({ id, kind, at, amount, subject }: Activity): Activity {
  return { id, kind, at, ...(amount ? { amount } : {}), ...(subject === undefined ? {} : { subject }) };
}
