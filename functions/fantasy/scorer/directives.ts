import type { ContestDirectives } from '@fanfold/game/fantasy';
import { auditRecordSchema } from '@fanfold/kit/calls';
import { z } from 'zod';

export const directivesSchema: z.ZodType<ContestDirectives> = z.object({
  lockUntil: z.string().nullable(),
  isVoid: z.boolean(),
  settlement: z.enum(['hold', 'asIs']).nullable(),
});

export const DIRECTIVES = ['reopenContest', 'moveLock', 'voidContest', 'holdSettlement', 'settleContest'] as const;

export type DirectiveKind = (typeof DIRECTIVES)[number];

const directiveRecordSchema = auditRecordSchema<DirectiveKind>().extend({
  /** ISO 8601, UTC; of the lock. */
  until: z.string().nullable(),
});

export type DirectiveRecord = z.infer<typeof directiveRecordSchema>;

/** Fields of `contests/{c}/state/directives`. */
export const directivesDocumentSchema = z.object({
  matchId: z.string(),
  inForce: directivesSchema,
  /** See `audited`. */
  audit: z.array(directiveRecordSchema),
});

export type DirectivesDocument = z.infer<typeof directivesDocumentSchema>;

export function directivesPath(contestId: string): string {
  return `contests/${contestId}/state/directives`;
}
