import type { PublishItems } from '@fanfold/kit/messages';
import { FieldValue, type Timestamp } from 'firebase-admin/firestore';
import { overlaps } from '../entries/block-tree.ts';
import type { FantasyStore } from '../scorer/fantasy-store.ts';
import { entriesOfShard } from './block-entries.ts';
import { outcomesOf } from './outcome.ts';
import { standingResults, writeResults } from './results.ts';
import { type Result, type SettlementDocument, settlementPath, settlementSchema } from './settlement.ts';
import { publishResults } from './publish-results.ts';

/** Results of one commit. */
const PAGE = 400;

/**
 * Settles the entries of one shard: writes their results, then publishes what they bring. It may run any number of times, at once
 * with others and with other settlements of the contest: a result never goes back to an older settlement, and grants have fixed ids.
 *
 * A result is only replaced when its settlement has ended for this shard, that is, when the fan's coins and news of it are with Pub/Sub: a later
 * settlement that meets one which has not ended ends it first, and publishes once more what it replaces of a block that has changed in between.
 *
 * @throws when it is not certain that all of it is done; the message must then come again
 */
export async function settleShard(
  store: FantasyStore,
  publish: PublishItems,
  contestId: string,
  n: number,
  shard: string,
): Promise<void> {
  const reference = store.db.doc(settlementPath(contestId, n));
  const settlement = settlementSchema.parse((await reference.get()).data());
  if (!settlement.unsettled.includes(shard)) return clearShard(store, settlement, shard);
  const earlier = n > 1 ? await endEarlier(store, publish, contestId, n - 1, shard) : null;
  const outcome = outcomesOf(settlement);
  const publishPage = async (results: ReadonlyMap<string, Result>) => {
    const numbers = new Set([...results.values()].map((result) => result.settlement));
    await publishResults(publish, settlement, await pinningTimes(store, contestId, numbers), results);
  };
  for await (const { name, entries, isPinned } of entriesOfShard(store.entries, settlement, shard)) {
    // An instance that has read the block before it changed may have written results after the earlier settlement ended, and not have published them.
    const isChanged = earlier?.blocks[name] !== settlement.blocks[name];
    const results = new Map<string, Result>();
    for (let from = 0; from < entries.length; from += PAGE) {
      const page = entries.slice(from, from + PAGE);
      // What was written before the block changed may not have been published.
      const some = isPinned
        ? await writeResults(store, settlement, page, outcome, isChanged ? publishPage : doNothing)
        : await standingResults(store, contestId, page);
      for (const [id, result] of some) results.set(id, result);
    }
    await takeOutErased(store, contestId, name, results);
    await publishPage(results);
  }
  await reference.update({ unsettled: FieldValue.arrayRemove(shard) });
}

/** When settlements were pinned, by their numbers. */
async function pinningTimes(
  store: FantasyStore,
  contestId: string,
  numbers: ReadonlySet<number>,
): Promise<Map<number, Date>> {
  if (numbers.size === 0) return new Map();
  const pinned = await store.db.getAll(...[...numbers].map((n) => store.db.doc(settlementPath(contestId, n))));
  return new Map([...numbers].map((n, at) => [n, (pinned[at]?.createTime as Timestamp).toDate()]));
}

/**
 * A shard that has ended comes again when an instance has died at it. That one may have read a block before a fan was erased, and written their results
 * after all others had settled it: nobody else would find them.
 */
async function clearShard(store: FantasyStore, settlement: SettlementDocument, shard: string): Promise<void> {
  for await (const { name } of entriesOfShard(store.entries, settlement, shard))
    await takeOutErased(store, settlement.contestId, name, new Map());
}

/**
 * Deletes results of fans who are erased: one who was since the block was read has one again by now, which nobody else would find; and so may one whom an
 * instance has settled that died before it came here.
 */
async function takeOutErased(
  store: FantasyStore,
  contestId: string,
  block: string,
  results: Map<string, Result>,
): Promise<void> {
  const erased = await store.entries.erased(contestId, block);
  for (const id of erased) results.delete(id);
  for (let from = 0; from < erased.length; from += PAGE) {
    const batch = store.db.batch();
    for (const id of erased.slice(from, from + PAGE)) batch.delete(store.db.doc(`contests/${contestId}/results/${id}`));
    await batch.commit();
  }
}

/** Ends a settlement for the entries of a shard. Blocks may have been split since, so that they were, or are, in several shards. */
async function endEarlier(
  store: FantasyStore,
  publish: PublishItems,
  contestId: string,
  n: number,
  shard: string,
): Promise<SettlementDocument> {
  const settlement = settlementSchema.parse((await store.db.doc(settlementPath(contestId, n)).get()).data());
  for (const earlier of settlement.unsettled.filter((other) => overlaps(other, shard)))
    await settleShard(store, publish, contestId, n, earlier);
  return settlement;
}

const doNothing = () => Promise.resolve();
