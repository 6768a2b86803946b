import { z } from 'zod';
import { idempotencyKey } from '../calls/input.ts';

/** Firestore's client throws at 20 levels; the record that holds a body takes some of them. */
const MAX_BODY_DEPTH = 12;

/** https://firebase.google.com/docs/firestore/quotas#collections_documents_and_fields */
const FIELD = /^(?!__.*__$)./s;

/** Whether Firestore's client takes it. It throws at other values before the server can refuse them, as if there were a fault in the service. */
function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= MAX_BODY_DEPTH) return false;
  return Object.entries(value).every(([name, part]) => FIELD.test(name) && isStorable(part, depth + 1));
}

/** What an item of a topic has to say. */
export const itemBody = z.record(z.string(), z.unknown()).refine((body) => isStorable(body), 'cannot be stored');

/** Why coins move, as a code. */
export const shortReason = z.string().min(1).max(200);

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
