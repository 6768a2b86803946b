import { AggregateField, FieldPath, type Firestore } from 'firebase-admin/firestore';
import { logger } from 'firebase-functions';
import { type ContestEntries, NO_ENTRIES, entriesOf } from '../entries/directory.ts';
import { type EntryRecord, entryDocumentSchema, entryRecord } from '../entries/entry-record.ts';
import type { EntryStore } from '../entries/entry-store.ts';
import type { EntryWriter } from '../entries/entry-writer.ts';
import type { SweptContest } from './contests.ts';

/** How the entries' documents and the packed blocks differ. Both 0: every team saved and every power-up used is scored. */
export interface Difference {
  entries: number;
  revisions: number;
}

export interface Missing extends Difference {
  /** Sweeps in a row that have found just this. */
  sweeps: number;
}

/** A difference that reading all entries does not mend, as of a document that is no entry, is tried again after so many sweeps. */
const SWEEPS_BETWEEN = 60;

/**
 * Compares the entries of one contest with the blocks. A difference that stands still from one sweep to the next is no message on its way:
 * something was lost. It raises an alarm, and every entry is taken in again. Of a contest that the directory does not know, a few are enough: with them
 * its blocks are found again.
 *
 * @param last what the sweep before has found
 * @returns what was missing, or null
 */
export async function sweepEntries(
  { store, writer }: { store: EntryStore; writer: Pick<EntryWriter, 'enter' | 'reload'> },
  { contestId, matchId }: SweptContest,
  last: Missing | undefined,
): Promise<Missing | null> {
  const known = entriesOf(await store.directory(matchId), contestId);
  const difference = await differenceOf(store.db, contestId, known ?? NO_ENTRIES);
  if (difference.entries === 0 && difference.revisions === 0) return null;
  const stands = last?.entries === difference.entries && last.revisions === difference.revisions;
  const missing = { ...difference, sweeps: stands ? last.sweeps + 1 : 1 };
  if (!stands) return missing;
  logMissing(contestId, matchId, known !== null, missing);
  if (missing.sweeps % SWEEPS_BETWEEN === 2) {
    if (!known) await writer.reload(matchId);
    for await (const entries of allEntries(store.db, contestId)) {
      await Promise.all(entries.map((entry) => writer.enter(matchId, contestId, entry)));
      if (!known) break;
    }
  }
  return missing;
}

function logMissing(contestId: string, matchId: string, isKnown: boolean, missing: Missing): void {
  const message = isKnown
    ? `contests/${contestId}/entries has teams that its blocks lack: they are taken in again. If this stays, look into deadLetters/`
    : `matches/${matchId}/state/entries does not know contest ${contestId}: its blocks are found again. Look who has written that document`;
  const event = isKnown ? 'entriesMissing' : 'directoryLost';
  logger.write({ severity: 'ALERT', message, event, contestId, matchId, ...missing });
}

/** Compares counts, which costs a read per thousand entries. What is on its way makes a difference too, for a moment. */
async function differenceOf(db: Firestore, contestId: string, contest: ContestEntries): Promise<Difference> {
  const entries = db.collection(`contests/${contestId}/entries`);
  const sums = await entries
    .aggregate({ entries: AggregateField.count(), revisions: AggregateField.sum('revision') })
    .get();
  const { entries: count, revisions } = sums.data();
  return { entries: count - contest.entries, revisions: revisions - contest.revisions };
}

const PAGE = 500;

/** Every entry of a contest, read anew. A document that is none has been put into the dead letters by its trigger. */
async function* allEntries(db: Firestore, contestId: string): AsyncGenerator<EntryRecord[]> {
  const entries = db.collection(`contests/${contestId}/entries`).orderBy(FieldPath.documentId()).limit(PAGE);
  for (let page = await entries.get(); !page.empty; page = await entries.startAfter(page.docs.at(-1)).get()) {
    yield page.docs.flatMap((entry) => {
      const parsed = entryDocumentSchema.safeParse(entry.data());
      return parsed.success ? [entryRecord(entry.id, parsed.data)] : [];
    });
  }
}
