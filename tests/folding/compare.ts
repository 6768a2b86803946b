import assert from 'node:assert/strict';
import type { ChangeIntake } from '@fanfold/kit/changes';
import type { Pace } from '@fanfold/kit/commit';
import type { Effect } from '@fanfold/kit/messages';
import { seededRandom } from '@fanfold/replay/random';
import type { Firestore } from 'firebase-admin/firestore';
import { settledEffects, startInstance } from './instance.ts';
import { type Random, pick, randomHistory } from './random-history.ts';
import { type Delivery, deliverRoughly, shuffle } from './rough-delivery.ts';

/** A database of a case. */
export interface Place {
  db: Firestore;
  clear: () => Promise<void> | void;
  /** Every document without what tells of commits and not of content. */
  content: () => Promise<unknown>;
}

/** Asserts that a history ends in the same documents and effects when it is delivered roughly, at this pace, as when it comes at once. */
export async function compare(straight: Place, rough: Place, seed: number, pace: Pace): Promise<void> {
  const random = seededRandom(seed);
  const { messages } = randomHistory(random);
  await Promise.all([straight.clear(), rough.clear()]);
  const [expected, received]: [Effect[], Effect[]] = [[], []];
  const all = messages.flatMap((message) => JSON.parse(message) as unknown[]);
  await startInstance(straight.db, expected).intake.handle(JSON.stringify(all));
  const deliveries = [...rebatch(random, messages), ...messages.filter(() => random() < 0.3)].map(
    (message): Delivery<ChangeIntake> =>
      (intake) =>
        intake.handle(message),
  );
  const start = (fate: Parameters<typeof startInstance>[2]) => startInstance(rough.db, received, fate, pace).intake;
  await deliverRoughly(deliveries, { random, pace, start });
  assert.deepEqual(await rough.content(), await straight.content(), `documents of seed ${seed}`);
  const settled = (effects: Effect[]) => [...settledEffects(effects)].sort(byId);
  assert.deepEqual(settled(received), settled(expected), `effects of seed ${seed}`);
}

/** Envelopes of one table in other micro-batches. A snapshot's chunk and its marker stay one message: that is the contract. */
function rebatch(random: Random, messages: readonly string[]): string[] {
  const loose = messages.flatMap((message) => {
    const envelopes = JSON.parse(message) as { op: string }[];
    return envelopes.at(-1)?.op === 's' ? [envelopes] : envelopes.map((envelope) => [envelope]);
  });
  const batches: unknown[][] = [];
  for (const part of shuffle(random, loose)) {
    if (batches.length === 0 || random() < 0.5) batches.push([...part]);
    else pick(random, batches).push(...part);
  }
  return batches.map((batch) => JSON.stringify(batch.length === 1 && random() < 0.3 ? { payload: batch[0] } : batch));
}

function byId([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
