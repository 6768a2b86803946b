import { setTimeout as wait } from 'node:timers/promises';

interface Waiter {
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Runs work for keys, each key once at a time and `everyMs` apart: the first call at once, and all that come before the next run share it. A call
 * returns after a run that began after it.
 *
 *     const count = paced((campaign) => countStock(db, campaign), 1000);
 *     await Promise.all([count('c'), count('c'), count('c')]); // two runs
 */
export function paced(work: (key: string) => Promise<void>, everyMs: number): (key: string) => Promise<void> {
  const waiting = new Map<string, Waiter[]>();

  const run = async (key: string, line: Waiter[]) => {
    while (line.length > 0) {
      const served = line.splice(0);
      try {
        await work(key);
        for (const { resolve } of served) resolve();
      } catch (error) {
        for (const { reject } of served) reject(error);
      }
      await wait(everyMs);
    }
    waiting.delete(key);
  };

  return (key) =>
    new Promise((resolve, reject) => {
      const line = waiting.get(key);
      if (line) return void line.push({ resolve, reject });
      const fresh = [{ resolve, reject }];
      waiting.set(key, fresh);
      void run(key, fresh);
    });
}
