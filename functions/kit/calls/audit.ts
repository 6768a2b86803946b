import { logger } from 'firebase-functions';
import { z } from 'zod';

/** Why an operator says what they say, for those who look into it later. */
export const reason = z.string().trim().min(1).max(500);

/**
 * Who said what, when, and why. Another release may have other directives: its records are kept as they are, so that nothing that was said before is in the
 * way of an operator.
 *
 * @typeParam Directive that operators of the service can give
 */
export function auditRecordSchema<Directive extends string>() {
  return z.object({
    /** ISO 8601, UTC. */
    at: z.string(),
    /** Of the operator. */
    uid: z.string(),
    directive: z.custom<Directive>((directive) => typeof directive === 'string'),
    reason: z.string(),
  });
}

/** Records that a document keeps: with the longest reasons, three bytes a letter, they take 90 KB. */
export const AUDITED = 50;

/** The latest records, oldest first; all of them are in the log of the service. */
export function audited<R>(audit: readonly R[], record: R): R[] {
  return [...audit, record].slice(-AUDITED);
}

/**
 * An operator has said something. The first place to look when fans ask why.
 *
 * @param of what it is about, such as a contest, and the service
 */
export function logDirective(event: string, of: Record<string, string>, record: object): void {
  logger.write({ severity: 'NOTICE', message: event, event, ...of, ...record });
}
