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

/** Bytes at which a directory raises an alarm, as states do; Firestore ends at 1 MiB. */
export const DIRECTORY_ALARM_BYTES = 700_000;

/** Bytes from which on the contests of a match take no more new teams: some 14 million in all. The rest is for teams that are on their way. */
export const DIRECTORY_FULL_BYTES = 900_000;

/** Whether a match has as many entries as its directory can name. */
export function isFull(directory: Directory): boolean {
  return directoryBytes(directory) > DIRECTORY_FULL_BYTES;
}

/** A number with the names of its field and of the map that it is in, a few bytes each. */
const NUMBERS_BYTES = 60;

/** Size of a directory in Firestore, about (https://firebase.google.com/docs/firestore/storage-size): a name takes its bytes and one more, a number 8. */
export function directoryBytes({ contests }: Directory): number {
  let bytes = NUMBERS_BYTES;
  for (const [id, { blocks }] of Object.entries(contests)) {
    bytes += Buffer.byteLength(id) + 1 + NUMBERS_BYTES;
    for (const name of Object.keys(blocks)) bytes += name.length + 1 + 8;
  }
  return bytes;
}
