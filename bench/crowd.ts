import { nowMs } from './clock.ts';
import { quantile } from './stats.ts';

export interface CrowdFigures {
  perSecond: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
}

/** Deliveries of one item; more mean that something is broken, not crowded. */
const MAX_DELIVERIES = 100;

/**
 * Has instances take items, each as many at a time as one takes of Pub/Sub. What fails for a crowd comes again at once, and its time runs on.
 *
 * @param atOnce of one instance
 */
export async function measureCrowd<Item, Instance>(
  items: readonly Item[],
  { instances, atOnce }: { instances: readonly Instance[]; atOnce: number },
  take: (item: Item, instance: Instance) => Promise<unknown>,
): Promise<CrowdFigures> {
  const left = items.values();
  const takenMs: number[] = [];
  const lane = async (instance: Instance) => {
    for (const item of left) {
      const startedMs = nowMs();
      await delivered(() => take(item, instance));
      takenMs.push(nowMs() - startedMs);
    }
  };
  const startedMs = nowMs();
  await Promise.all(instances.flatMap((instance) => Array.from({ length: atOnce }, () => lane(instance))));
  return {
    perSecond: items.length / ((nowMs() - startedMs) / 1000),
    p50Ms: quantile(takenMs, 0.5),
    p95Ms: quantile(takenMs, 0.95),
    p99Ms: quantile(takenMs, 0.99),
  };
}

async function delivered(take: () => Promise<unknown>): Promise<void> {
  for (let delivery = 1; ; delivery++) {
    try {
      await take();
      return;
    } catch (error) {
      if (delivery === MAX_DELIVERIES) throw error;
    }
  }
}
