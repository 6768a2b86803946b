import { z } from 'zod';
import { idempotencyKey } from '../calls/input.ts';
import { isWellFormed, storableProblem } from '../ops/storable.ts';

/** What an item of a topic has to say. It is checked as it came: a record of zod's would drop names such as `__proto__` before. */
export const itemBody = z.custom<Record<string, unknown>>().superRefine((body, context) => {
  const problem = isObject(body) ? storableProblem(body) : 'no object';
  if (problem !== null) context.addIssue({ code: 'custom', message: `cannot be stored: ${problem}` });
});

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Says what something is, or why coins move, for programs: `fantasy.prize`. */
export const shortCode = z.string().min(1).max(200).refine(isWellFormed, 'has half a character');

/** What every item of every topic has. */
export const headerSchema = z.object({
  v: z.literal(1),
  /**
   * Names the fact: the same fact has the same id for ever, and its receiver keeps it in a document of this id, for it may come twice and in
   * any order.
   */
  id: idempotencyKey,
  /** What this kind of item has to say. */
  body: itemBody,
});
