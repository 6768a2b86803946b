import { type Effect, effectSchema } from '@fanfold/kit/messages';
import type { TombstonesByTable, RowSet } from '@fanfold/kit/changes';
import { Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';

/** Raised when the same rows and entries give other documents. */
export const FOLD_VERSION = 2;

/** What the fence of a match says of one contest. */
export const contestStateSchema = z.object({
  lockedAt: z.instanceof(Timestamp).nullable(),
  entries: z.number(),
  /** Sum of the entries' revisions. */
  revisions: z.number(),
  /** By number of the block: the commit that wrote it last. Who holds an older one reads it again. */
  entryBlocks: z.array(z.number()),
  powerUpBlocks: z.array(z.number()),
  /** Number of the latest settlement, and what it stood on. */
  settlement: z.number(),
  basis: z.string(),
  /** The latest commit in which somebody reached something; `contests/{c}/state/told` says whether the fans have been told. */
  crossed: z.number(),
  /** The commit that set the contest's terms, 0 for the default ones; and those that its documents show. */
  terms: z.number(),
  shown: z.number(),
});

export type ContestState = z.infer<typeof contestStateSchema>;

/** Fields of `matches/{m}/state/fantasy`: the one document that every commit for this match must update. */
export const fenceSchema = z.object({
  formatVersion: z.number(),
  foldVersion: z.number(),
  rev: z.number(),
  seq: z.number(),
  /** Documents written for this match so far, this one included. */
  writes: z.number(),
  rows: z.instanceof(Uint8Array),
  outbox: z.array(effectSchema),
  contests: z.record(z.string(), contestStateSchema),
});

/** Where a match stands in Firestore, as far as this instance knows. */
export interface FantasyState {
  rows: RowSet;
  rev: number;
  writes: number;
  foldVersion: number;
  outbox: Effect[];
  tombstones: TombstonesByTable;
  contests: Record<string, ContestState>;
  /** Fence of the next commit; null: there is no document yet. */
  updateTime: Timestamp | null;
}

export const NO_CONTEST_STATE: ContestState = {
  lockedAt: null,
  entries: 0,
  revisions: 0,
  entryBlocks: [],
  powerUpBlocks: [],
  settlement: 0,
  basis: '',
  crossed: 0,
  terms: 0,
  shown: 0,
};
