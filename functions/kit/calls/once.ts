import type { DocumentData, DocumentReference, DocumentSnapshot, Transaction } from 'firebase-admin/firestore';
import type { RefusedItem } from '../messages/inbox.ts';
import { KitCallError } from './call-error.ts';
import { type OnceRecord, decideOnce } from './decide-once.ts';

/** What comes back from Firestore as it was stored. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [field: string]: Json };

/** What the effect of an item leaves. */
export interface Effected<Answer> {
  answer: Answer;
  /** What else the item's record holds, e.g. the posting that it is. */
  fields?: DocumentData;
}

/** How an item ended. */
export type OnceOutcome<Item, Answer> =
  | { item: Item; status: 'applied' | 'duplicate'; answer: Answer }
  /** Its id stands for another body: the first one counts. */
  | { item: Item; status: 'conflict' };

export interface OnceOptions<Item, Answer> {
  items: readonly Item[];
  /** The item's record: its path is the idempotency key. */
  record: (item: Item) => DocumentReference;
  /** What effects are decided by, e.g. a wallet: read together with the records. */
  reads?: readonly DocumentReference[];
  /**
   * Writes the effects of these items, each of them new, in the transaction; it may read more before it writes.
   *
   * @param reads what `reads` names
   * @returns what each item leaves, in the order of the items
   */
  apply: (
    items: readonly Item[],
    transaction: Transaction,
    reads: readonly DocumentSnapshot[],
  ) => readonly Effected<Answer>[] | Promise<readonly Effected<Answer>[]>;
}

/**
 * Does once what may be asked for many times: an item's record, under its idempotency key, and its effect are in one transaction. A caller that asks
 * again with an equal body gets the answer that the first one got; another body under the same key is a conflict and does nothing. The body is
 * the whole item, as the schema made it; a release must not make another one of the same message, e.g. by a default.
 *
 *     const booking = { items: [grant], record: ({ id }) => db.doc(`wallets/ana/postings/${id}`), reads: [wallet], apply };
 *     await transact(db, (transaction) => once(transaction, booking)); // [{ status: 'applied', answer: { balance: 50 }, item: grant }]
 *     await transact(db, (transaction) => once(transaction, booking)); // [{ status: 'duplicate', answer: { balance: 50 }, item: grant }]
 *
 * @param transaction that has written nothing yet
 */
export async function once<Item, Answer extends Json>(
  transaction: Transaction,
  { items, record, reads = [], apply }: OnceOptions<Item, Answer>,
): Promise<OnceOutcome<Item, Answer>[]> {
  if (items.length === 0) return [];
  const batch = items.map((body) => ({ body, reference: record(body), id: record(body).path }));
  const records = new Map(batch.map(({ id, reference }) => [id, reference]));
  const snapshots = await transaction.getAll(...records.values(), ...reads);
  const decisions = decideOnce(batch, knownOf<Answer>(snapshots.slice(0, records.size)));
  const fresh = decisions.filter((decision) => decision.is === 'new');
  const bodies = fresh.map(({ body }) => body);
  const effects = fresh.length > 0 ? await apply(bodies, transaction, snapshots.slice(records.size)) : [];
  if (effects.length !== fresh.length) throw new Error(`apply left ${effects.length} effects of ${fresh.length} items`);
  const answers = new Map<string, Answer>();
  for (const [index, { id, reference, bodyHash }] of fresh.entries()) {
    const { answer, fields } = effects[index] as Effected<Answer>;
    transaction.create(reference, { ...fields, bodyHash, answer });
    answers.set(id, answer);
  }
  return decisions.map((decision) => {
    const { body: item, id } = decision;
    switch (decision.is) {
      case 'new':
        return { item, status: 'applied', answer: answers.get(id) as Answer };
      case 'repeat':
        return { item, status: 'duplicate', answer: decision.answer };
      case 'repeatInBatch':
        return { item, status: 'duplicate', answer: answers.get(id) as Answer };
      case 'conflict':
        return { item, status: 'conflict' };
    }
  });
}

function knownOf<Answer>(snapshots: readonly DocumentSnapshot[]): Map<string, OnceRecord<Answer>> {
  const existing = snapshots.filter(({ exists }) => exists);
  return new Map(existing.map((snapshot) => [snapshot.ref.path, snapshot.data() as OnceRecord<Answer>]));
}

/** The answer of a call's only item. @throws CallError idempotencyConflict */
export function answerOf<Answer>(outcomes: readonly OnceOutcome<unknown, Answer>[]): Answer {
  const [outcome] = outcomes;
  if (outcome && 'answer' in outcome) return outcome.answer;
  throw new KitCallError('idempotencyConflict', 'This key was used for something else.', { status: 'already-exists' });
}

/** The items of a message that an inbox cannot take, since their ids stand for others. */
export function conflictsOf(outcomes: readonly OnceOutcome<unknown, unknown>[]): RefusedItem[] {
  const conflicts = outcomes.filter(({ status }) => status === 'conflict');
  return conflicts.map(({ item }) => ({
    item,
    code: 'idempotencyConflict',
    message: 'its id stands for another item',
  }));
}
