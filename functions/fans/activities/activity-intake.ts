import type { UntakenItem } from '@fanfold/kit/messages';
import { shardOf } from '@fanfold/kit/ops';
import type { FansPlace } from './change-fans.ts';
import { type ActivityItem, takeActivities } from './take-activities.ts';

/** Commits of an instance under way at once. With ten fans each, every tenth of a second, they are some 800 fans a second. */
export const LANES = 8;

/** Items that are taken together; what there is more waits for the next turn. */
const TOGETHER = 200;

interface Waiting {
  items: readonly ActivityItem[];
  resolve: (untaken: UntakenItem[]) => void;
  reject: (error: unknown) => void;
}

/** In which lane a fan is. */
export function laneOf({ rows: [first] }: ActivityItem): string {
  return String(shardOf(first?.uid ?? '', LANES));
}

/**
 * One instance's intake of activities. What comes to a lane while it commits shares the next commit, whichever message it is of: two messages do not meet at
 * one fan, and many fans cost few commits. The first one goes at once.
 */
export class ActivityIntake {
  readonly #place: FansPlace;
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(place: FansPlace) {
    this.#place = place;
  }

  /**
   * @param items of one lane
   * @returns see `takeActivities`
   */
  take(items: readonly ActivityItem[], lane: string): Promise<UntakenItem[]> {
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(lane);
      const own = { items, resolve, reject };
      if (waiting) return void waiting.push(own);
      this.#waiting.set(lane, [own]);
      void this.#run(lane);
    });
  }

  async #run(lane: string): Promise<void> {
    const waiting = this.#waiting.get(lane) ?? [];
    while (waiting.length > 0) await this.#takeSome(someOf(waiting));
    this.#waiting.delete(lane);
  }

  async #takeSome(some: readonly Waiting[]): Promise<void> {
    try {
      const untaken = await takeActivities(
        this.#place,
        some.flatMap(({ items }) => items),
      );
      for (const { items, resolve } of some) {
        const own = new Set<unknown>(items);
        resolve(untaken.filter(({ item }) => own.has(item)));
      }
    } catch (error) {
      for (const { reject } of some) reject(error);
    }
  }
}

/** Takes out the first ones. */
function someOf(waiting: Waiting[]): Waiting[] {
  let items = 0;
  const more = waiting.findIndex((each, at) => (items += each.items.length) > TOGETHER && at > 0);
  return waiting.splice(0, more < 0 ? waiting.length : more);
}
