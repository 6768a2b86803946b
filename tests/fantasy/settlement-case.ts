import assert from 'node:assert/strict';
import type { EntryRecord } from '@fanfold/fantasy/entries/entry-record';
import { seededRandom } from '@fanfold/replay/random';
import type { Firestore } from 'firebase-admin/firestore';
import { Killed } from '../folding/instance.ts';
import { type Random, pick } from '../folding/random-history.ts';
import { assertSettled } from './assert-settled.ts';
import { Receivers } from './receivers.ts';
import { SettledMatch, tiedEntries } from './settled-match.ts';
import { startSettler } from './settlement-instance.ts';

/** A database of a case. */
export interface SettlementPlace {
  db: Firestore;
  clear: () => unknown;
}

/** Two databases for one case after the other, and how long an instance may be held up there. */
export interface SettlementLane {
  straight: SettlementPlace;
  rough: SettlementPlace;
  holdUp: (random: Random) => Promise<void>;
}

/** Fails unless a match that goes on changing after its end is settled, whatever dies and overtakes, as it is when all goes well. */
export async function compareSettlements(lane: SettlementLane, seed: number, fans: number): Promise<void> {
  const { straight, rough, holdUp } = lane;
  await Promise.all([straight.clear(), rough.clear()]);
  const entries = tiedEntries(seededRandom(seed), fans);
  const changes = randomChanges(seededRandom(seed), entries);

  const expected = await SettledMatch.play(straight.db, entries);
  const once = new Receivers();
  const settle = startSettler(straight.db, once.publish);
  const receivers = new Receivers();
  const found = await SettledMatch.play(rough.db, entries);
  const roughly = new RoughDelivery(rough.db, receivers, seededRandom(seed + 1_000), holdUp);
  let seen = 0;
  for (const change of changes) {
    await change(expected);
    // Some is under way meanwhile.
    await Promise.all([change(found), roughly.deliverSome()]);
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
  for (const of of [once, receivers]) of.forget(found.erased);
  try {
    const results = await assertSettled(found, receivers);
    const last = await assertSettled(expected, once);
    for (const [id, { coins }] of results) assert.equal(coins, last.get(id)?.coins, `coins of ${id}`);
  } catch (error) {
    throw new Error(`seed ${seed}`, { cause: error });
  }
}

interface Delivery {
  n: number;
  shard: string;
}

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
    () => {
      const uid = `fan_${whole(entries.length >> 1)}`;
      return (match) => match.erase(uid);
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

  constructor(db: Firestore, receivers: Receivers, random: Random, holdUp: SettlementLane['holdUp']) {
    this.#random = random;
    const pause = () => (random() < 0.3 ? holdUp(random) : Promise.resolve());
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
