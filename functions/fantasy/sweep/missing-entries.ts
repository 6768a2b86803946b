import { AggregateField, FieldPath, type Firestore } from 'firebase-admin/firestore';
import type { EntryRecord } from '../engine/roster.ts';
import { entryDocumentSchema, entryRecord } from '../scorer/entry-document.ts';
import type { ContestState } from '../scorer/state.ts';

/** How the entries' documents and the packed blocks differ. Both 0: every team saved and every power-up used is scored. */
export interface Difference {
  entries: number;
  revisions: number;
}

/** Compares counts, which costs a read per thousand entries. What is on its way makes a difference too, for a moment. */
export async function differenceOf(db: Firestore, contestId: string, state: ContestState): Promise<Difference> {
  const entries = db.collection(`contests/${contestId}/entries`);
  const sums = await entries
    .aggregate({ entries: AggregateField.count(), revisions: AggregateField.sum('revision') })
    .get();
  const { entries: count, revisions } = sums.data();
  return { entries: count - state.entries, revisions: revisions - state.revisions };
}

const PAGE = 500;

/** Every entry of a contest, read anew. A document that is none has been put into the dead letters by its trigger. */
export async function* allEntries(db: Firestore, contestId: string): AsyncGenerator<EntryRecord[]> {
  const entries = db.collection(`contests/${contestId}/entries`).orderBy(FieldPath.documentId()).limit(PAGE);
  for (let page = await entries.get(); !page.empty; page = await entries.startAfter(page.docs.at(-1)).get()) {
    yield page.docs.flatMap((entry) => {
      const parsed = entryDocumentSchema.safeParse(entry.data());
      return parsed.success ? [entryRecord(entry.id, parsed.data)] : [];
    });
  }
}
