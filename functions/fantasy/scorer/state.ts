import type { StateSpec, Stored } from '@fanfold/kit/commit';
import { NO_DIRECTIVES } from '@fanfold/game/fantasy';
import { statsTables } from '@fanfold/kit/changes';
import { z } from 'zod';
import { directivesSchema } from './directives.ts';
import { NO_LOCK, lockSchema } from './lock.ts';

export const SERVICE = 'fantasy';

/** See `ClockReading`. */
export const clockReadingSchema = z.object({
  period: z.number(),
  unit: z.number(),
  at: z.number(),
  takenBackAt: z.number().nullable().default(null),
});

/** What the state of a match says of one contest. */
const contestStateSchema = z.object({
  lock: lockSchema.default(NO_LOCK),
  /** What ops have said; `contests/{c}/state/directives` says who and why. */
  directives: directivesSchema.default(NO_DIRECTIVES),
  /** Commit of the match's entries that the documents stand on, see ContestEntries. */
  entriesRev: z.number().default(0),
  /** Number of the latest settlement, and what it stood on. */
  settlement: z.number(),
  basis: z.string(),
  /** The latest commit in which somebody reached something; `contests/{c}/state/crossings` says whether that has been published. */
  crossed: z.number(),
  /** The commit that set the contest's terms, 0 for the default ones; and those that its documents show, or NOTHING_SHOWN. */
  terms: z.number(),
  shown: z.number(),
  /** Of the match clock, as of the last commit; null before the first row, and in states of an earlier release. */
  reading: clockReadingSchema.nullable().default(null),
});

export type ContestState = z.infer<typeof contestStateSchema>;

/** Fields of `matches/{m}/state/fantasy` beside the kit's: the document that every commit for this match must update. */
export const contestsSchema = z.object({ contests: z.record(z.string(), contestStateSchema) });

export type Contests = z.infer<typeof contestsSchema>;

/** Where a match stands in Firestore, as far as this instance knows. */
export type FantasyState = Stored<Contests>;

/** Names such as `constructor` are ids too. */
export function contestStateOf(contests: Contests['contests'], contestId: string): ContestState | undefined {
  return Object.hasOwn(contests, contestId) ? contests[contestId] : undefined;
}

export const fantasyState: StateSpec<Contests> = {
  service: SERVICE,
  pathOf: (matchId) => `matches/${matchId}/state/${SERVICE}`,
  // Raised when the same rows and entries give other documents.
  foldVersion: 5,
  tables: statsTables,
  own: contestsSchema,
  emptyOwn: () => ({ contests: {} }),
};

/** Of a contest whose documents must all be written anew by the next commit. */
export const NOTHING_SHOWN = -1;

export const NO_CONTEST_STATE: ContestState = {
  lock: NO_LOCK,
  directives: NO_DIRECTIVES,
  entriesRev: 0,
  settlement: 0,
  basis: '',
  crossed: 0,
  terms: 0,
  shown: 0,
  reading: null,
};
