import { StateStore } from '@fanfold/kit/commit';
import type { DocumentData, Firestore } from 'firebase-admin/firestore';
import { EntryStore } from '../entries/entry-store.ts';
import { recoverContests } from './recover-contests.ts';
import { type Contests, fantasyState } from './state.ts';

/** Reads and writes the scorer's documents: the only place that knows their paths. */
export class FantasyStore extends StateStore<Contests> {
  readonly entries: EntryStore;

  constructor(db: Firestore) {
    super(db, fantasyState);
    this.entries = new EntryStore(db);
  }

  protected override async recoverOwn(matchId: string): Promise<Contests> {
    return { contests: await recoverContests(this.db, matchId) };
  }

  async document(path: string): Promise<DocumentData | undefined> {
    return (await this.db.doc(path).get()).data();
  }

  /**
   * Raises the `rev` of a document; a higher one stays. Two at once may leave the lower one. No transaction: one that dies with its process
   * keeps the document locked for a minute, and with it everybody who waits for this.
   */
  async raise(path: string, rev: number): Promise<void> {
    const known = (await this.document(path))?.['rev'] as number | undefined;
    if ((known ?? 0) < rev) await this.db.doc(path).set({ rev });
  }
}
