import type { Write } from '@fanfold/kit/changes';

/** What the scorer of a match takes in. */
export type ScorerItem =
  /** No writes: reads the match anew. */
  | { kind: 'rows'; writes: readonly Write[] }
  /** Time has passed: the lock may be due, and fans may have saved teams. */
  | { kind: 'tick' }
  /** Ops have set the terms of a contest, or said something about it: that must be read and shown. */
  | { kind: 'terms' }
  /** The documents may not be what the rows and entries say: they must be compared, and written anew. */
  | { kind: 'refold' };
