import { type ActivityChange, type Month, type RowChange, changesByMonth } from '@fanfold/game/fans';
import type { RefusedItem } from '@fanfold/kit/messages';
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
 * @returns those that can never be kept. What is of an erased fan is dropped
 * @throws when it is not certain that all others are kept, and what they bring is published; each fan was tried
 */
export async function takeActivities(place: FansPlace, items: readonly ActivityItem[]): Promise<RefusedItem[]> {
  const ofMonths = items.flatMap((item) =>
    item.rows.flatMap(({ uid, row }) =>
      [...changesByMonth(row)].map(([month, change]): MonthItem => ({ uid, month, change, item })),
    ),
  );
  const refused: RefusedItem[] = [];
  const failed: unknown[] = [];
  for (const commit of commitsOf(ofMonths)) {
    const changed = await changeFans(place, commit.map(changeOf));
    for (const each of changed) {
      if (each.is === 'failed') failed.push(each.error);
      if (each.is === 'committed') refused.push(...each.result);
      const own = commit.find(([first]) => first?.uid === each.uid) ?? [];
      if (each.is === 'unreadable')
        refused.push(...own.map(({ item }) => refusal(item, 'the activities of the fan cannot be read')));
    }
    const unpublished = changed.flatMap((each) => (each.is === 'committed' ? (each.unpublished ?? []) : []));
    await publishEffects(place, unpublished).catch((error: unknown) => void failed.push(error));
  }
  // What Firestore refuses for good is for the inbox to find, but not while it is uncertain what else has failed.
  const [error] = [...failed.filter((each) => !isRefusedForGood(each)), ...failed];
  if (failed.length > 0) throw error;
  return refused;
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
