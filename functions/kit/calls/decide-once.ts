import { bodyHash } from './canonical-json.ts';

/** What makes a repeat answer as the first did. */
export interface OnceRecord<Answer> {
  /** Of the body that was taken under this id. */
  bodyHash: string;
  answer: Answer;
}

/** What is to be done about an item, by what is known under its id. */
export type Decision<Answer> =
  /** The first of its id: its effect is due. */
  | { is: 'new'; bodyHash: string }
  /** It was taken by an earlier transaction, with this answer. */
  | { is: 'repeat'; answer: Answer }
  /** It is in this batch before, as a new one: it gets the same answer. */
  | { is: 'repeatInBatch' }
  /** Its id was taken with another body, which stands. */
  | { is: 'conflict' };

/** Decides about a batch, in its order: the first body that comes under an id is the one that counts. */
export function decideOnce<Entry extends { id: string; body: unknown }, Answer>(
  batch: readonly Entry[],
  known: ReadonlyMap<string, OnceRecord<Answer>>,
): (Entry & Decision<Answer>)[] {
  const firsts = new Map<string, string>();
  return batch.map((entry) => {
    const hash = bodyHash(entry.body);
    const record = known.get(entry.id);
    if (record?.bodyHash === hash) return { ...entry, is: 'repeat', answer: record.answer };
    if (record) return { ...entry, is: 'conflict' };
    const first = firsts.get(entry.id);
    if (first !== undefined) return { ...entry, is: first === hash ? 'repeatInBatch' : 'conflict' };
    firsts.set(entry.id, hash);
    return { ...entry, is: 'new', bodyHash: hash };
  });
}
