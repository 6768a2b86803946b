import { type RefusedItem, SETTLEMENTS_TOPIC, inboxFunction, publishItems } from '@fanfold/kit/messages';
import { projectFirestore } from '@fanfold/kit/ops';
import { FantasyStore } from '../scorer/fantasy-store.ts';
import { SERVICE } from '../scorer/state.ts';
import { settleShard } from './shard.ts';
import {
  type ShardRequest,
  requestShards,
  settlementPath,
  settlementSchema,
  shardRequestSchema,
} from './settlement.ts';

/** Settles a contest block by block; the first message of a settlement asks for all blocks, and is answered by one message each. */
export const onSettlementShard = inboxFunction(
  SETTLEMENTS_TOPIC,
  {
    service: SERVICE,
    schema: shardRequestSchema,
    keyOf: ({ body: { contestId, n, shard } }) => `${contestId}:${n}:${shard}`,
    take: async ([request]) => (request ? settle(request) : []),
    // A block fills the memory.
    keysAtOnce: 1,
  },
  { concurrency: 4, maxInstances: 20, memory: '512MiB', timeoutSeconds: 540 },
);

async function settle(request: ShardRequest): Promise<RefusedItem[]> {
  const { contestId, n, shard } = request.body;
  const db = projectFirestore();
  const known = (await db.doc(settlementPath(contestId, n)).get()).data();
  // It was pinned by the commit that asks for it: it is gone for good.
  if (!known) return [{ item: request, code: 'refusedItem', message: 'there is no such settlement' }];
  if (shard === null) {
    const settlement = settlementSchema.parse(known);
    await requestShards(publishItems, settlement, settlement.unsettled);
  } else await settleShard(new FantasyStore(db), publishItems, contestId, n, shard);
  return [];
}
