import { type ActivityChange, type Month, type RowChange, changesByMonth } from '@fanfold/game/fans';
import type { RefusedItem, UntakenItem } from '@fanfold/kit/messages';
import { groupBy, isRefusedForGood } from '@fanfold/kit/ops';
import { type FansPlace, type FanChange, changeFans } from './change-fans.ts';
import { publishEffects } from './publish-effects.ts';

/** What has become of an activity of a fan's. */
export interface FanRow {
  uid: string;
  row: RowChange;
}

/** What a message says of fans' activities. */
export interface ActivityItem {
  /** Of one fan; of two, when a row went from one to another. */
  rows: readonly FanRow[];
}

/** Of one commit. Each may have 768 KB, and its fan's summaries as much; a commit holds 10 MiB, and what does not fit is halved. */
const MONTHS = 10;

/** A clock may be ahead of ours by so much. What is later has not happened: it would begin a day that the fan is not in. */
const AHEAD_MS = 3_600_000;

/** A change for a month, and the item that it is of. */
interface MonthItem {
  uid: string;
  month: Month;
  change: ActivityChange;
  item: ActivityItem;
}

/**
 * Keeps activities, folds their fans, and publishes what follows. Any order, any number of times.
 *
 * @returns items that can never be kept; and those of which it is not certain that they are kept, with all that they bring published. What is of an erased
 *   fan is dropped
 */
export async function takeActivities(place: FansPlace, items: readonly ActivityItem[]): Promise<UntakenItem[]> {
  const latest = place.now().getTime() + AHEAD_MS;
  const isAhead = ({ row }: FanRow) => row.after !== null && row.after.at > latest;
  const ofMonths = items.flatMap((item) =>
    item.rows
      .map((each) => (isAhead(each) ? { ...each, row: { ...each.row, after: null } } : each))
      .flatMap(({ uid, row }) =>
        [...changesByMonth(row)].map(([month, change]): MonthItem => ({ uid, month, change, item })),
      ),
  );
  const untaken: UntakenItem[] = items
    .filter(({ rows }) => rows.some(isAhead))
    .map((item) => refusal(item, 'it is dated in the future'));
  for (const commit of commitsOf(ofMonths)) untaken.push(...(await takeTogether(place, commit)));
  return untaken;
}

/** @param commit what there is of each fan */
async function takeTogether(place: FansPlace, commit: readonly (readonly MonthItem[])[]): Promise<UntakenItem[]> {
  const changed = await changeFans(place, commit.map(changeOf));
  const unpublished = changed.flatMap((each) => (each.is === 'committed' ? (each.unpublished ?? []) : []));
  const unsent = await publishEffects(place, unpublished).then(
    () => null,
    (error: unknown) => ({ error }),
  );
  const untaken: UntakenItem[] = [];
  for (const [at, each] of changed.entries()) {
    const own = commit[at] ?? [];
    if (each.is === 'committed') untaken.push(...each.result);
    if (each.is === 'committed' && each.unpublished && unsent)
      untaken.push(...own.map(({ item }) => ({ item, ...unsent })));
    if (each.is === 'unreadable')
      untaken.push(...own.map(({ item }) => refusal(item, 'the activities of the fan cannot be read')));
    if (each.is === 'failed') untaken.push(...(await takeFailed(place, own, each.error)));
  }
  return untaken;
}

/** What Firestore refuses for good is halved until the culprit is alone. */
async function takeFailed(place: FansPlace, own: readonly MonthItem[], error: unknown): Promise<UntakenItem[]> {
  if (!isRefusedForGood(error)) return own.map(({ item }) => ({ item, error }));
  if (own.length === 1) return own.map(({ item }) => ({ item, code: 'cannotBeStored', message: String(error) }));
  const middle = Math.ceil(own.length / 2);
  const untaken: UntakenItem[] = [];
  for (const half of [own.slice(0, middle), own.slice(middle)]) untaken.push(...(await takeTogether(place, [half])));
  return untaken;
}

/** By fan, and by commit: no fan is in one twice. */
function commitsOf(items: readonly MonthItem[]): MonthItem[][][] {
  const commits: MonthItem[][][] = [];
  let left = 0;
  for (const own of groupBy(items, ({ uid }) => uid).values()) {
    const byMonth = [...groupBy(own, ({ month }) => month).values()];
    for (let from = 0; from < byMonth.length; from += MONTHS) {
      const some = byMonth.slice(from, from + MONTHS);
      if (some.length > left) {
        commits.push([]);
        left = MONTHS;
      }
      commits.at(-1)?.push(some.flat());
      left -= some.length;
    }
  }
  return commits;
}

function changeOf(own: readonly MonthItem[]): FanChange<RefusedItem[]> {
  const byMonth = groupBy(own, ({ month }) => month);
  return {
    uid: own[0]?.uid ?? '',
    months: [...byMonth.keys()],
    change: (fan) =>
      [...byMonth].flatMap(([month, some]) => {
        const full = new Set(
          fan.apply(
            month,
            some.map(({ change }) => change),
          ),
        );
        return some.flatMap(({ change, item }) => (full.has(change) ? refusal(item, `${month} is full`) : []));
      }),
  };
}

function refusal(item: ActivityItem, message: string): RefusedItem {
  return { item, code: 'refusedItem', message };
}
