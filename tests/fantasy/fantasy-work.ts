import type { EntryRecord } from '@fanfold/fantasy/entries/entry-record';

/** What a delivery asks a process of the service for. */
export type FantasyWork =
  | { kind: 'rows'; text: string }
  | { kind: 'entry'; matchId: string; entry: EntryRecord }
  | { kind: 'settle'; contestId: string; n: number; shard: string };
