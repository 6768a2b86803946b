import { z } from 'zod';

/** Topic of what fans see in a match's timeline; `body` is a Moment of `@fanfold/game/match`. */
export const MOMENTS_TOPIC = 'match.moments';

/**
 * A fact that came, changed or went, for other services to act on. A message carries an array of them. Delivery is at least once and in any
 * order: the receiver keeps, under `id`, the one with the highest `rev`.
 */
export const effectSchema = z.object({
  v: z.literal(1),
  topic: z.string(),
  /** `{match}:{fact}`: the same fact has the same id for ever. */
  id: z.string(),
  change: z.enum(['created', 'updated', 'revoked']),
  /** Commit that caused it. */
  rev: z.number().int().positive(),
  matchId: z.string(),
  /** The fact as it stands; of a revoked one, as it last stood. */
  body: z.record(z.string(), z.unknown()),
});

export const effectsMessageSchema = z.array(effectSchema);

export type Effect = z.infer<typeof effectSchema>;
