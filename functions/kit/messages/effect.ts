import { z } from 'zod';
import { documentId } from '../calls/input.ts';
import { headerSchema, shortCode } from './header.ts';

/** Topic of what fans see in a match's timeline; `body` is a Moment of `@fanfold/game/match`. */
export const MOMENTS_TOPIC = 'match.moments';

/**
 * A fact of a match that came, changed or went, for other services to act on; its id is `{match}:{fact}`. The receiver keeps, under the id,
 * the one with the highest `rev`. `body` is the fact as it stands; of a revoked one, as it last stood.
 */
export const effectSchema = headerSchema.extend({
  topic: shortCode,
  change: z.enum(['created', 'updated', 'revoked']),
  /** Commit that caused it. */
  rev: z.number().int().positive(),
  matchId: documentId,
});

export type Effect = z.infer<typeof effectSchema>;
