import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { seededRandom } from '@fanfold/replay/random';
import { MemoryFirestore } from '../../functions/kit/testing/memory-firestore.ts';
import { Killed } from '../folding/instance.ts';
import { runCases } from '../support/cases.ts';
import { memoryPlace } from '../support/memory-place.ts';
import { assertSettled } from './assert-settled.ts';
import { Receivers } from './receivers.ts';
import { compareSettlements } from './settlement-case.ts';
import { SettledMatch, tiedEntries } from './settled-match.ts';
import { startSettler } from './settlement-instance.ts';

const CASES = 30;
const LANES = 10;

describe('settlements in memory: any order, any number of times, any crash', () => {
  const newLane = () => ({ straight: memoryPlace(), rough: memoryPlace(), holdUp: someTurns });

  it(`pay each fan their coins once, whatever dies and overtakes (${CASES} cases)`, () =>
    runCases(Array.from({ length: LANES }, newLane), { first: 1, last: CASES }, (lane, seed) =>
      compareSettlements(lane, seed, 31),
    ));

  it('and so in contests of several blocks', () =>
    runCases([newLane(), newLane()], { first: 1, last: 2 }, (lane, seed) => compareSettlements(lane, seed, 2_400)));

  it('pay each fan their coins once, at whatever point of it an instance dies', async () => {
    const memory = new MemoryFirestore();
    const match = await SettledMatch.play(memory.firestore, tiedEntries(seededRandom(1), 1_300));
    await match.end();
    const shards = await match.unsettled(1);
    assert.ok(shards.length > 2, String(shards));
    const pinned = new Map(memory.documents);
    let points = 1;
    for (let fatal = 0; fatal < points; fatal++) {
      memory.documents.clear();
      for (const [path, document] of pinned) memory.documents.set(path, document);
      const receivers = new Receivers();
      let point = 0;
      const mortal = startSettler(memory.firestore, receivers.publish, { fate: () => point++ === fatal });
      const next = startSettler(memory.firestore, receivers.publish);
      let died = 0;
      for (const shard of shards) {
        try {
          await mortal(1, shard);
        } catch (error) {
          assert.ok(error instanceof Killed, String(error));
          died++;
        }
      }
      assert.equal(died, 1);
      // All of it comes again, to another instance.
      for (const shard of [...shards].reverse()) await next(1, shard);
      await assertSettled(match, receivers);
      points = point;
    }
    assert.ok(points > 6 * shards.length, `${points} points`);
  });
});

/** While others overtake. */
async function someTurns(random: () => number): Promise<void> {
  for (let left = Math.ceil(random() * 20); left > 0; left--) await turn();
}
