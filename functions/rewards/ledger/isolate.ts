import { isContention } from '@fanfold/kit/calls';
import { grpcCode, inLanes, isRefusedForGood } from '@fanfold/kit/ops';

/** An item that makes all work fail that it is part of; or that was not tried any more, since Firestore answered for none. */
export interface FailedItem<Item> {
  item: Item;
  error: unknown;
}

/** Failures of Firestore in a row after which it is taken for away: then no item is to blame, and halving would only add to its load. */
const FAILURES_IN_A_ROW = 16;

/** The same in time: others wait meanwhile, and what has failed comes again anyhow. */
const GIVE_UP_MS = 20_000;

/**
 * Does work that fails for all of its items at once. Where it fails, both halves are on their own, until those that make it fail are alone: one fan never stops
 * the others.
 *
 *     await isolate(['ana', 'bo', 'cy', 'di'], 1, pay); // pays ana and bo, then di: [{ item: 'cy', error }]
 *
 * @param lanes parts under way at once
 * @param work is asked again for parts of what it has thrown for
 * @returns what has failed; the work is done for all others
 */
export async function isolate<Item>(
  items: readonly Item[],
  lanes: number,
  work: (items: readonly Item[]) => Promise<void>,
): Promise<FailedItem<Item>[]> {
  const failed: FailedItem<Item>[] = [];
  const outage = new OutageGuess();
  for (let parts = [items]; parts.length > 0;) {
    const halves: (readonly Item[])[] = [];
    await inLanes(parts, lanes, async (part) => {
      try {
        outage.assertNone();
        await work(part);
        outage.answered();
      } catch (error) {
        outage.failed(error);
        const middle = Math.ceil(part.length / 2);
        if (part.length > 1) halves.push(part.slice(0, middle), part.slice(middle));
        else failed.push(...part.map((item) => ({ item, error })));
      }
    });
    parts = halves;
  }
  return failed;
}

/** Whether Firestore is away, by what came of the work so far. */
class OutageGuess {
  #failures = 0;
  #sinceMs = performance.now();
  #error: unknown;

  answered(): void {
    this.#failures = 0;
    this.#sinceMs = performance.now();
  }

  /** What others have changed, what cannot be read and what no document can hold says nothing of it. */
  failed(error: unknown): void {
    if (grpcCode(error) === undefined || isContention(error) || isRefusedForGood(error)) return;
    this.#failures++;
    this.#error = error;
  }

  /** @throws what it has answered last, when it is away */
  assertNone(): void {
    const isLong = performance.now() - this.#sinceMs > GIVE_UP_MS;
    if (this.#failures >= FAILURES_IN_A_ROW || (this.#failures > 0 && isLong)) throw this.#error;
  }
}
