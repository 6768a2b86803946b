import { setTimeout as wait } from 'node:timers/promises';

interface Waiter<Item> {
  item: Item;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Runs work for keys, each key once at a time and `everyMs` apart: the first call at once, and all that come before the next run share it. A call
 * returns after a run that began after it, and was given its item.
 *
 *     const count = paced((campaign, slots: string[]) => countStock(db, campaign, new Set(slots)), 1000);
 *     await Promise.all([count('c', 'a'), count('c', 'b'), count('c', 'd')]); // two runs: of a, and of b and d
 */
export function paced<Item>(
  work: (key: string, items: Item[]) => Promise<void>,
  everyMs: number,
): (key: string, item: Item) => Promise<void> {
  const waiting = new Map<string, Waiter<Item>[]>();

  const run = async (key: string, line: Waiter<Item>[]) => {
    while (line.length > 0) {
      const served = line.splice(0);
      try {
        await work(
          key,
          served.map(({ item }) => item),
        );
        for (const { resolve } of served) resolve();
      } catch (error) {
        for (const { reject } of served) reject(error);
      }
      await wait(everyMs);
    }
    waiting.delete(key);
  };

  return (key, item) =>
    new Promise((resolve, reject) => {
      const line = waiting.get(key);
      if (line) return void line.push({ item, resolve, reject });
      const fresh = [{ item, resolve, reject }];
      waiting.set(key, fresh);
      void run(key, fresh);
    });
}
