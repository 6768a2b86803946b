import { z } from 'zod';

/** Raised when the layout of the directory changes; a release refuses any other. */
export const DIRECTORY_FORMAT = 1;

const contestSchema = z.object({
  /** The latest commit that changed an entry of the contest. */
  rev: z.number(),
  entries: z.number(),
  /** Sum of the entries' revisions. */
  revisions: z.number(),
  /** By name of the block: the commit that wrote it last. */
  blocks: z.record(z.string(), z.number()),
});

/**
 * Fields of `matches/{m}/state/entries`: where the entries of a match's contests stand. Every commit of entries updates it, under its own
 * precondition; the match's state, which every ball updates, is not touched.
 */
export const directorySchema = z.object({
  formatVersion: z.literal(DIRECTORY_FORMAT),
  /** Commit counter. */
  rev: z.number(),
  contests: z.record(z.string(), contestSchema),
});

export type Directory = z.infer<typeof directorySchema>;

/** What the directory says of one contest. */
export interface ContestEntries {
  rev: number;
  entries: number;
  revisions: number;
  blocks: ReadonlyMap<string, number>;
}

export const NO_ENTRIES: ContestEntries = { rev: 0, entries: 0, revisions: 0, blocks: new Map() };

export function entriesOf(directory: Directory, contestId: string): ContestEntries | null {
  // Names such as `constructor` are ids too.
  const known = Object.hasOwn(directory.contests, contestId) ? directory.contests[contestId] : undefined;
  return known ? { ...known, blocks: new Map(Object.entries(known.blocks)) } : null;
}
