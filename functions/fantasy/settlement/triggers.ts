import { type Effect, effectsMessageSchema } from '@fanfold/kit/effect';
import { keepDeadLetters } from '@fanfold/kit/dead-letters';
import { projectFirestore, projectPubSub } from '@fanfold/kit/firebase';
import { publishAll } from '@fanfold/kit/outbox';
import { onMessagePublished } from 'firebase-functions/pubsub';
import { FantasyStore, SERVICE } from '../scorer/fantasy-store.ts';
import { settleShard } from './shard.ts';
import { SETTLEMENTS_TOPIC, settlementPath, shardSchema } from './settlement.ts';

/** Settles a contest block by block; the first message of a settlement asks for all blocks, and is answered by one message each. */
export const onSettlementShard = onMessagePublished(
  { topic: SETTLEMENTS_TOPIC, retry: true, concurrency: 4, maxInstances: 20, memory: '512MiB', timeoutSeconds: 540 },
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

async function settle(effect: Effect): Promise<void> {
  const { contestId, n, shard } = shardSchema.parse(effect.body);
  const db = projectFirestore();
  const pubsub = projectPubSub();
  if (shard !== null) {
    const tell = (topic: string, items: readonly unknown[]) => publishAll(pubsub, topic, items);
    return settleShard(new FantasyStore(db), tell, contestId, n, shard);
  }
  const shards = (await db.doc(settlementPath(contestId, n)).get()).get('shards') as number;
  for (let number = 0; number < shards; number++)
    await publishAll(pubsub, SETTLEMENTS_TOPIC, [shardEffect(effect, number)]);
}

/** The message that asks for one shard. */
export function shardEffect(effect: Effect, shard: number): Effect {
  return { ...effect, id: `${effect.id}:${shard}`, body: { ...effect.body, shard } };
}

function parsed(text: string): Effect[] | null {
  try {
    const effects = effectsMessageSchema.parse(JSON.parse(text));
    return effects.every(({ body }) => shardSchema.safeParse(body).success) ? effects : null;
  } catch {
    return null;
  }
}
