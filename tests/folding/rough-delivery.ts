import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { Pace } from '@fanfold/kit/commit';
import { type Fate, Killed } from './instance.ts';
import type { Random } from './random-history.ts';

/** Every change at once, as most tests want it. */
export const AT_ONCE: Pace = { liveCommitsPerSecond: 0, quietCommitSeconds: 0 };

/** Production's pace, 1 commit a second and 5 s for what is quiet, a hundred times as fast. */
export const PACED: Pace = { liveCommitsPerSecond: 100, quietCommitSeconds: 0.05 };

/** Turns of the event loop in which the deliveries of a wave begin: while commits wait for their time, and linger. */
const TURNS = 40;

/** Something that Pub/Sub or Firestore delivers to an instance. */
export type Delivery<Instance> = (instance: Instance) => Promise<void>;

export interface RoughDelivery<Instance> {
  random: Random;
  pace: Pace;
  start: (fate: Fate) => Instance;
}

/** Delivers all in an order of chance to two instances at once that die at random points; what fails comes again. */
export async function deliverRoughly<Instance>(
  deliveries: readonly Delivery<Instance>[],
  { random, pace, start }: RoughDelivery<Instance>,
): Promise<void> {
  const fate: Fate = () => random() < 0.06;
  const instances = [start(fate), start(fate)];
  const queue = shuffle(random, deliveries);
  const turns = pace.liveCommitsPerSecond === 0 ? 1 : TURNS;
  while (queue.length > 0) {
    const wave = queue.splice(0, 1 + Math.floor(random() * 10)).map((delivery) => {
      return { delivery, target: Math.floor(random() * 2), turns: Math.floor(random() * turns) };
    });
    const results = await Promise.allSettled(
      wave.map(async (each) => {
        for (let n = 0; n < each.turns; n++) await turn();
        await each.delivery(instances[each.target] as Instance);
      }),
    );
    for (const [at, { delivery, target }] of wave.entries()) {
      const result = results[at];
      if (result?.status !== 'rejected') continue;
      assert.ok(result.reason instanceof Killed, String((result.reason as Error).stack));
      queue.push(delivery);
      instances[target] = start(fate);
    }
  }
}

export function shuffle<T>(random: Random, items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
