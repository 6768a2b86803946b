import assert from 'node:assert/strict';
import { seededRandom } from '@fanfold/replay/random';
import type { Effect } from '@fanfold/kit/messages';
import { dumpContent } from '../support/dump.ts';
import { runCases } from '../support/cases.ts';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { type Fate, Killed, settledEffects, startInstance } from './instance.ts';
import { type Random, pick, randomHistory } from './random-history.ts';

/** `FOLDING_CASES=10000 FOLDING_SEED=1 npm run test:int` runs more, or others. */
const CASES = Number(process.env['FOLDING_CASES'] ?? 500);
const FIRST_SEED = Number(process.env['FOLDING_SEED'] ?? 1);
const BLOCK = 50;

/** Cases that run at once, each in databases of its own: most of the time goes in waiting for the emulator. */
const LANES = 6;

describe('folding: any order, any number of times, any crash', () => {
  let lanes: Lane[];

  before(() => {
    lanes = Array.from({ length: LANES }, () => ({ straight: openFirestore(), rough: openFirestore() }));
  });
  after(() => Promise.all(lanes.flatMap(({ straight, rough }) => [straight.close(), rough.close()])));

  for (let first = FIRST_SEED; first < FIRST_SEED + CASES; first += BLOCK) {
    const last = Math.min(first + BLOCK, FIRST_SEED + CASES) - 1;
    it(`ends in identical documents and effects (cases ${first} to ${last})`, function () {
      this.timeout(300_000);
      return runCases(lanes, { first, last }, compare);
    });
  }
});

interface Lane {
  straight: TestFirestore;
  rough: TestFirestore;
}

async function compare({ straight, rough }: Lane, seed: number): Promise<void> {
  const random = seededRandom(seed);
  const { messages } = randomHistory(random);
  await Promise.all([straight.clear(), rough.clear()]);
  const [expected, received]: [Effect[], Effect[]] = [[], []];
  await deliverAtOnce(straight, messages, expected);
  await deliverRoughly(rough, messages, random, received);
  assert.deepEqual(await dumpContent(rough.db), await dumpContent(straight.db), `documents of seed ${seed}`);
  const settled = (effects: Effect[]) => [...settledEffects(effects)].sort(byId);
  assert.deepEqual(settled(received), settled(expected), `effects of seed ${seed}`);
}

async function deliverAtOnce({ db }: TestFirestore, messages: readonly string[], received: Effect[]): Promise<void> {
  const all = messages.flatMap((message) => JSON.parse(message) as unknown[]);
  await startInstance(db, received).intake.handle(JSON.stringify(all));
}

/** Messages cut and joined anew, shuffled, some twice, to two instances at once that die at random points. */
async function deliverRoughly(
  { db }: TestFirestore,
  messages: readonly string[],
  random: Random,
  received: Effect[],
): Promise<void> {
  const fate: Fate = () => random() < 0.06;
  const instances = [startInstance(db, received, fate), startInstance(db, received, fate)];
  const queue = shuffle(random, [...rebatch(random, messages), ...messages.filter(() => random() < 0.3)]);
  while (queue.length > 0) {
    const wave = queue.splice(0, 1 + Math.floor(random() * 8));
    const targets = wave.map(() => Math.floor(random() * instances.length));
    const results = await Promise.allSettled(
      wave.map((message, index) => (instances[targets[index] ?? 0] as (typeof instances)[0]).intake.handle(message)),
    );
    for (const [index, result] of results.entries()) {
      if (result.status === 'fulfilled') continue;
      assert.ok(result.reason instanceof Killed, String((result.reason as Error).stack));
      queue.push(wave[index] as string);
      instances[targets[index] ?? 0] = startInstance(db, received, fate);
    }
  }
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

function shuffle<T>(random: Random, items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

function byId([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
