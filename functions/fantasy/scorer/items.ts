import type { Write } from '@fanfold/kit/row-set';
import type { EntryRecord } from '../engine/roster.ts';

/** What the scorer of a match takes in. */
export type ScorerItem =
  | { kind: 'rows'; writes: readonly Write[] }
  | { kind: 'entry'; contestId: string; entry: EntryRecord }
  /** Nothing new, but time has passed: the lock may be due. */
  | { kind: 'look' }
  /** Somebody has set the terms of a contest: they must be read and shown. */
  | { kind: 'terms' };
