import type { Activity, ActivityChange } from './activity.ts';

/** A calendar month of UTC, `2026-06`: months sort as texts. Which month an activity is kept in follows from its time alone, so it never moves. */
export type Month = string;

export function monthOf(at: number): Month {
  return new Date(at).toISOString().slice(0, 7);
}

/** First instant of a month, epoch ms. */
export function monthStart(month: Month): number {
  return Date.parse(`${month}-01T00:00:00Z`);
}

export function monthAfter(month: Month): Month {
  return monthOf(monthStart(month) + 31 * 86_400_000);
}

/** One change of a row, as the connector tells it. */
export interface RowChange {
  id: string;
  version: string;
  before: Activity | null;
  after: Activity | null;
}

/**
 * What each month is to know of a row's change. A row whose time moves to another month leaves a tombstone in the one it was in, and so a later
 * version there and an earlier one here come to the same in any order.
 */
export function changesByMonth({ id, version, before, after }: RowChange): Map<Month, ActivityChange> {
  const changes = new Map<Month, ActivityChange>();
  if (before) changes.set(monthOf(before.at), { id, version, activity: null });
  if (after) changes.set(monthOf(after.at), { id, version, activity: after });
  return changes;
}
