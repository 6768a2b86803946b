import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { seededRandom } from '@fanfold/replay/random';
import type { EntryRecord } from '@fanfold/fantasy/entries/entry-record';
import type { Firestore } from 'firebase-admin/firestore';
import { Killed } from '../folding/instance.ts';
import { type Random, pick } from '../folding/random-history.ts';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { assertSettled } from './assert-settled.ts';
import { Receivers } from './receivers.ts';
import { SettledMatch, tiedEntries } from './settled-match.ts';
import { startSettler } from './settlement-instance.ts';

/** `SETTLEMENT_CASES=500 SETTLEMENT_SEED=1 npm run test:int` runs more, or others. */
const CASES = Number(process.env['SETTLEMENT_CASES'] ?? 20);
const FIRST_SEED = Number(process.env['SETTLEMENT_SEED'] ?? 1);

interface Delivery {
  n: number;
  shard: string;
}

describe('settlements: any order, any number of times, any crash', () => {
  let straight: TestFirestore;
  let rough: TestFirestore;

  beforeEach(() => {
    straight = openFirestore();
    rough = openFirestore();
  });
  afterEach(() => Promise.all([straight.close(), rough.close()]));

  it(`each fan has his coins once, whatever dies and overtakes (cases ${FIRST_SEED} to ${FIRST_SEED + CASES - 1})`, async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) await compare(seed, 31);
  });

  it('and so in a contest of two blocks, several commits each', async () => {
    await compare(FIRST_SEED, 512 + 420);
  });

  async function compare(seed: number, fans: number): Promise<void> {
    await Promise.all([straight.clear(), rough.clear()]);
    const entries = tiedEntries(seededRandom(seed), fans);
    const changes = randomChanges(seededRandom(seed), entries);

    const expected = await SettledMatch.play(straight.db, entries);
    const once = new Receivers();
    const settle = startSettler(straight.db, once.publish);
    const receivers = new Receivers();
    const found = await SettledMatch.play(rough.db, entries);
    const roughly = new RoughDelivery(rough.db, receivers, seededRandom(seed + 1_000));
    let seen = 0;
    for (const change of changes) {
      await change(expected);
      await change(found);
      const asked = found.asked.slice(seen);
      seen += asked.length;
      for (const n of asked) {
        const shards = await found.unsettled(n);
        for (const shard of shards) roughly.add({ n, shard });
        for (const shard of await expected.unsettled(n)) await settle(n, shard);
      }
      await roughly.deliverSome();
    }
    await roughly.deliverAll();
    assert.ok(found.asked.length > 0, `nothing to settle, seed ${seed}`);
    try {
      const results = await assertSettled(found, receivers);
      const last = await assertSettled(expected, once);
      for (const [id, { coins }] of results) assert.equal(coins, last.get(id)?.coins, `coins of ${id}`);
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  }
});

type Change = (match: SettledMatch) => Promise<void>;

/** The match ends, and then nobody leaves it alone. */
function randomChanges(random: Random, entries: readonly EntryRecord[]): Change[] {
  const whole = (below: number) => Math.floor(random() * below);
  const teamOf = () => (entries[whole(entries.length)] as EntryRecord).picks;
  const kinds: ((at: number) => Change)[] = [
    () => {
      const [ball, runs] = [whole(60), whole(7)];
      return (match) => match.correct(ball, runs);
    },
    () => (match) => match.abandon(),
    () => (match) => match.end(),
    (at) => {
      const late = tiedEntries(random, 1 + whole(6), 10_000 + at * 10);
      return (match) => match.enter(late);
    },
    (at) => {
      const changed = entries.slice(0, 4).map((entry) => ({ ...entry, picks: teamOf(), revision: 10 + at }));
      return (match) => match.enter(changed);
    },
  ];
  const first: Change = random() < 0.2 ? (match) => match.abandon() : (match) => match.end();
  return [first, ...Array.from({ length: 1 + whole(4) }, (_, at) => pick(random, kinds)(at))];
}

/** Pub/Sub at its worst: messages out of order, some twice, several at once to two instances that die and are held up at random points. */
class RoughDelivery {
  readonly #start: () => (n: number, shard: string) => Promise<void>;
  readonly #random: Random;
  readonly #instances: ((n: number, shard: string) => Promise<void>)[];
  #queue: Delivery[] = [];

  constructor(db: Firestore, receivers: Receivers, random: Random) {
    this.#random = random;
    const pause = () => (random() < 0.3 ? wait(random() * 15) : Promise.resolve());
    this.#start = () => startSettler(db, receivers.publish, { fate: () => random() < 0.12, pause });
    this.#instances = [this.#start(), this.#start()];
  }

  add(delivery: Delivery): void {
    this.#queue.push(delivery);
    if (this.#random() < 0.5) this.#queue.push(delivery);
  }

  /** Some of what is under way, perhaps nothing. */
  async deliverSome(): Promise<void> {
    for (let waves = Math.floor(this.#random() * 3); waves > 0; waves--) await this.#deliverWave();
  }

  async deliverAll(): Promise<void> {
    while (this.#queue.length > 0) await this.#deliverWave();
  }

  async #deliverWave(): Promise<void> {
    const shuffled = this.#queue.map((delivery) => ({ delivery, place: this.#random() }));
    this.#queue = shuffled.sort((a, b) => a.place - b.place).map(({ delivery }) => delivery);
    const wave = this.#queue.splice(0, 1 + Math.floor(this.#random() * 5));
    await Promise.all(wave.map((delivery) => this.#deliver(delivery)));
  }

  /** What fails comes again, to an instance that knows of nothing. */
  async #deliver(delivery: Delivery): Promise<void> {
    const target = Math.floor(this.#random() * this.#instances.length);
    try {
      await this.#instances[target]?.(delivery.n, delivery.shard);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.#queue.push(delivery);
      this.#instances[target] = this.#start();
    }
  }
}
