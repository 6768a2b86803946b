import type { PublishItems } from '@fanfold/kit/messages';
import { FieldValue } from 'firebase-admin/firestore';
import type { FantasyStore } from '../scorer/fantasy-store.ts';
import { entriesOfShard } from './block-entries.ts';
import { outcomesOf } from './outcome.ts';
import { writeResults } from './results.ts';
import { settlementPath, settlementSchema } from './settlement.ts';
import { publishResults } from './publish-results.ts';

/** Results of one commit. */
const PAGE = 400;

/**
 * Settles the entries of one block: writes their results, then publishes what they bring. It may run any number of times, at once
 * with others and with other settlements of the contest: a result never goes back to an older settlement, and grants have fixed ids.
 *
 * A result is only replaced when its settlement has ended for this block, that is, when the fan's coins and news of it are with Pub/Sub: a later
 * settlement that meets one which has not ended ends it first.
 *
 * @throws when it is not certain that all of it is done; the message must then come again
 */
export async function settleShard(
  store: FantasyStore,
  publish: PublishItems,
  contestId: string,
  n: number,
  shard: number,
): Promise<void> {
  const reference = store.db.doc(settlementPath(contestId, n));
  const settlement = settlementSchema.parse((await reference.get()).data());
  if (!settlement.unsettled.includes(shard)) return;
  if (n > 1) await settleShard(store, publish, contestId, n - 1, shard);
  const entries = await entriesOfShard(store, settlement, shard);
  const outcome = outcomesOf(settlement);
  for (let from = 0; from < entries.length; from += PAGE) {
    const results = await writeResults(store, settlement, entries.slice(from, from + PAGE), outcome);
    await publishResults(publish, settlement, results);
  }
  await reference.update({ unsettled: FieldValue.arrayRemove(shard) });
}
