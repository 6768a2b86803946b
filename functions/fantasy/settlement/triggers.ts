import { SETTLEMENTS_TOPIC, type Effect, effectsMessageSchema, publishAll } from '@fanfold/kit/messages';
import { eventOptions, keepDeadLetters, projectFirestore, projectPubSub } from '@fanfold/kit/ops';
import { onMessagePublished } from 'firebase-functions/pubsub';
import { FantasyStore, SERVICE } from '../scorer/fantasy-store.ts';
import { settleShard } from './shard.ts';
import { requestShards, settlementPath, settlementSchema, shardSchema } from './settlement.ts';

/** Settles a contest block by block; the first message of a settlement asks for all blocks, and is answered by one message each. */
export const onSettlementShard = onMessagePublished(
  eventOptions({
    topic: SETTLEMENTS_TOPIC,
    memory: '512MiB',
    timeoutSeconds: 540,
    maxInstances: 20,
    concurrency: 4,
  }),
  async ({ data }) => {
    const text = Buffer.from(data.message.data, 'base64').toString();
    const effects = parsed(text);
    if (!effects) {
      const letter = {
        code: 'badEnvelope',
        message: 'not a shard of a settlement',
        table: null,
        payload: text,
      } as const;
      return keepDeadLetters(projectFirestore(), SERVICE, [letter]);
    }
    for (const effect of effects) await settle(effect);
  },
);

async function settle({ body }: Effect): Promise<void> {
  const { contestId, n, shard } = shardSchema.parse(body);
  const db = projectFirestore();
  const tell = (topic: string, items: readonly unknown[]) => publishAll(projectPubSub(), topic, items);
  if (shard !== null) return settleShard(new FantasyStore(db), tell, contestId, n, shard);
  const settlement = settlementSchema.parse((await db.doc(settlementPath(contestId, n)).get()).data());
  await requestShards(tell, settlement, settlement.unsettled);
}

function parsed(text: string): Effect[] | null {
  try {
    const effects = effectsMessageSchema.parse(JSON.parse(text));
    return effects.every(({ body }) => shardSchema.safeParse(body).success) ? effects : null;
  } catch {
    return null;
  }
}
