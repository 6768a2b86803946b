import type { ContestDirectives } from '@fanfold/game/fantasy';
import { z } from 'zod';

export const directivesSchema: z.ZodType<ContestDirectives> = z.object({
  lockUntil: z.string().nullable(),
  isVoid: z.boolean(),
  settlement: z.enum(['hold', 'asIs']).nullable(),
});

export const DIRECTIVES = ['reopenContest', 'moveLock', 'voidContest', 'holdSettlement', 'settleContest'] as const;

export type DirectiveKind = (typeof DIRECTIVES)[number];

/** Who said what, and why. */
const directiveRecordSchema = z.object({
  /** ISO 8601, UTC. */
  at: z.string(),
  /** Of the operator. */
  uid: z.string(),
  directive: z.enum(DIRECTIVES),
  /** ISO 8601, UTC; of the lock. */
  until: z.string().nullable(),
  reason: z.string(),
});

export type DirectiveRecord = z.infer<typeof directiveRecordSchema>;

/** Fields of `contests/{c}/state/directives`. */
export const directivesDocumentSchema = z.object({
  matchId: z.string(),
  inForce: directivesSchema,
  /** The latest ones, oldest first; all of them are in the log of the service. */
  audit: z.array(directiveRecordSchema),
});

export type DirectivesDocument = z.infer<typeof directivesDocumentSchema>;

/** With the longest reasons, three bytes a letter, they take 90 KB. */
export const AUDITED = 50;

export function directivesPath(contestId: string): string {
  return `contests/${contestId}/state/directives`;
}
