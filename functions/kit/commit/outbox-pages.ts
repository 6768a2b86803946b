import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { z } from 'zod';
import { type Effect, effectSchema } from '../messages/effect.ts';
import { pagesOf } from '../messages/pages.ts';
import { KitError } from '../ops/errors.ts';
import { OUTBOX_BYTES, bytesOf } from './outbox.ts';

/** Effects of a commit, as many as a document has room for beside the rows; as Firestore has kept them, whatever a message may hold. */
export const outboxSchema = z.array(
  effectSchema.extend({ topic: z.string(), matchId: z.string(), body: z.record(z.string(), z.unknown()) }),
);

/** Fields of `{state}-outbox-{rev}-{n}`: effects of one commit for which the state document has no room. The next commit deletes it. */
const pageSchema = z.object({ outbox: outboxSchema });

/**
 * Spreads the effects of a commit over documents.
 *
 * @returns what the state document holds, and the further pages by id
 */
export function pageOutbox(
  stateId: string,
  rev: number,
  outbox: readonly Effect[],
): { inState: Effect[]; pages: Map<string, Effect[]> } {
  const [inState = [], ...others] = pagesOf(outbox, { items: Infinity, bytes: OUTBOX_BYTES }, (effect) =>
    bytesOf([effect]),
  );
  // Ids that no other commit writes: a reader of an older state must not take the page of a newer one for its own.
  const pages = new Map(others.map((page, n) => [`${stateId}-outbox-${rev}-${n + 1}`, page]));
  return { inState, pages };
}

/** @throws KitError stateUnreadable */
export function readPage(page: DocumentSnapshot): Effect[] {
  const parsed = pageSchema.safeParse(page.data());
  if (!parsed.success) throw new KitError('stateUnreadable', `${page.ref.path}: ${parsed.error.message}`);
  return parsed.data.outbox;
}

/** Whether `readPage` can read it. */
export function isPage(page: DocumentSnapshot): boolean {
  return pageSchema.safeParse(page.data()).success;
}
