import { z } from 'zod';
import { DOCUMENT_ID } from '../calls/input.ts';

/** What every item of every topic has. */
export const headerSchema = z.object({
  v: z.literal(1),
  /**
   * Names the fact: the same fact has the same id for ever, and whoever takes it keeps it in a document of this id, for it may come twice and
   * in any order.
   */
  id: z.string().min(1).max(400).regex(DOCUMENT_ID, 'is no id'),
  /** What this kind of item has to say. */
  body: z.record(z.string(), z.unknown()),
});
