import { type PublishItems, SETTLEMENTS_TOPIC, effectSchema } from '@fanfold/kit/messages';
import { documentId } from '@fanfold/kit/calls';
import { Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import { NO_SALT } from './draw.ts';

/** Asks for one shard of a settlement; without a shard, for all that have not ended. */
export const shardRequestSchema = effectSchema.extend({
  body: z.object({
    contestId: documentId,
    n: z.number().int().positive(),
    shard: z.string().min(1).max(40).nullable(),
  }),
});

export type ShardRequest = z.infer<typeof shardRequestSchema>;

export function shardRequest(contestId: string, matchId: string, n: number, shard: string | null): ShardRequest {
  const id = `${contestId}:${n}${shard === null ? '' : `:${shard}`}`;
  return { v: 1, topic: SETTLEMENTS_TOPIC, id, change: 'created', rev: n, matchId, body: { contestId, n, shard } };
}

/** Asks for shards of a settlement by a message each, so that many instances may share the work. */
export async function requestShards(
  publish: PublishItems,
  { contestId, matchId, n }: Pick<SettlementDocument, 'contestId' | 'matchId' | 'n'>,
  shards: readonly string[],
): Promise<void> {
  await Promise.all(shards.map((shard) => publish(SETTLEMENTS_TOPIC, [shardRequest(contestId, matchId, n, shard)])));
}

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

const tierSchema = z.union([
  z.object({ places: z.number(), coins: z.number() }),
  z.object({ share: z.number(), pool: z.number() }),
]);

/** `contests/{c}/settlements/{n}`, the number with six digits so that they sort: everything that results are computed from, pinned by one commit of the scorer, and how far it is. */
export const settlementSchema = z.object({
  contestId: z.string(),
  n: z.number(),
  /** Commit of the scorer that pinned it. */
  pinnedBy: z.number(),
  matchId: z.string(),
  void: z.boolean(),
  entries: z.number(),
  /** Entries whose fans are erased: prizes for a share of the field count them too. Settlements from before they did have none. */
  erased: z.number().default(0),
  /** By name of each block of entries: the commit that wrote it last. Should it change, the next settlement is pinned. */
  blocks: z.record(z.string(), z.number()),
  prizes: z.object({ tiers: z.array(tierSchema).readonly() }),
  timeline: bytes,
  ranks: bytes,
  /** What draws hash with. */
  salt: z.string().default(NO_SALT),
  /** Tie groups with coins that can't be shared evenly: the last entry of the draw that gets one more. */
  draws: z.array(z.object({ points: z.number(), last: z.string() })),
  /** Number of shards: blocks of entries, or branches of their tree. */
  shards: z.number(),
  /** Names of shards that have not ended. A sweep finds every settlement whose list is not empty, of any age and of any contest. */
  unsettled: z.array(z.string()),
  /** When a sweep has last asked for them again. */
  askedAt: z.instanceof(Timestamp).optional(),
});

export type SettlementDocument = z.infer<typeof settlementSchema>;

export function settlementPath(contestId: string, n: number): string {
  return `contests/${contestId}/settlements/${String(n).padStart(6, '0')}`;
}

/** How an entry ended, by one settlement. */
const outcomeSchema = z.object({
  points: z.number(),
  /** Null: the contest is void. */
  rank: z.number().nullable(),
  of: z.number(),
  coins: z.number(),
  void: z.boolean(),
  /** Number of the settlement. */
  settlement: z.number(),
});

export type Outcome = z.infer<typeof outcomeSchema>;

/** `contests/{c}/results/{uid}_{n}`. */
export const resultSchema = outcomeSchema.extend({
  uid: z.string(),
  n: z.number(),
  /** What each settlement has granted, by its number; they sum to `coins`. */
  grants: z.record(z.string(), z.number()),
  /** What the settlement before said, which the fan has been told; null if this is the first. */
  before: outcomeSchema.nullable(),
});

export type Result = z.infer<typeof resultSchema>;
