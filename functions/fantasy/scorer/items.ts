import type { Write } from '@fanfold/kit/changes';
import type { EntryRecord } from '../engine/roster.ts';

/** A team as its document says. */
export interface EntryItem {
  kind: 'entry';
  contestId: string;
  entry: EntryRecord;
}

/** What the scorer of a match takes in. */
export type ScorerItem =
  /** No writes: reads the match anew. */
  | { kind: 'rows'; writes: readonly Write[] }
  | EntryItem
  /** Nothing new, but time has passed: the lock may be due. */
  | { kind: 'tick' }
  /** Ops have set the terms of a contest, or said something about it: that must be read and shown. */
  | { kind: 'terms' }
  /** The documents may not be what the rows and entries say: they must be compared, and written anew. */
  | { kind: 'refold' };
