/**
 * Does the work for all items, at most `lanes` at a time. Returns when all are done, also those after one that failed: nothing is left behind
 * that nobody waits for.
 *
 * @throws the first error, once all the others are done
 */
export async function inLanes<T>(items: readonly T[], lanes: number, work: (item: T) => Promise<void>): Promise<void> {
  const failed: unknown[] = [];
  const left = items.values();
  const lane = async () => {
    for (const item of left) {
      try {
        await work(item);
      } catch (error) {
        failed.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane));
  if (failed.length > 0) throw failed[0];
}

/** Waits for all, also when one fails. @throws the first error */
export async function settleAll(work: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
