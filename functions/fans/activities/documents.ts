import { NewerFormatError, type Month, type Profile, type ZoneHistory, startingIn } from '@fanfold/game/fans';
import { z } from 'zod';
import type { Effect } from './outbox.ts';

/** `fans/{uid}/state/activities`: what is known of all months of a fan, and what follows from them. Every commit on a fan's activities writes it. */
export function activityStatePath(uid: string): string {
  return `fans/${uid}/state/activities`;
}

/** Fields `rev` and `rows`, see `encodeMonth`. It changes only together with the state. */
export function monthPath(uid: string, month: Month): string {
  return `fans/${uid}/state/${month}`;
}

export function achievementPath(uid: string, id: string): string {
  return `fans/${uid}/achievements/${id}`;
}

/** With six digits, so that they sort. */
export function feedPath(uid: string, seq: number): string {
  return `fans/${uid}/feed/${String(seq).padStart(6, '0')}`;
}

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

const activityStateSchema = z.object({
  /** Raised by every commit. */
  rev: z.number(),
  zones: z.array(z.object({ zone: z.string(), from: z.number() })).min(1),
  /** See `encodeSummaries`. */
  summaries: bytes,
  /** Null: nothing was folded yet. */
  profile: z.custom<Profile>((value) => typeof value === 'object').nullable(),
  /** The `now` of the last fold, epoch ms: the next one is no earlier. */
  foldedAt: z.number(),
  /** How much the fan has reported on a day of theirs, in days since 1970-01-01, by kind. */
  reported: z.object({ day: z.number(), counts: z.record(z.string(), z.number()) }),
  /** Number of the latest item of the feed; 0: there is none. */
  feedSeq: z.number(),
  /** Effects that are not known to be published. */
  outbox: z.array(z.custom<Effect>((value) => typeof value === 'object')).readonly(),
  /** See `foldKey`; null: nothing changes until the fan does something. */
  foldAt: z.string().nullable(),
});

export type ActivityState = Omit<z.infer<typeof activityStateSchema>, 'zones'> & { zones: ZoneHistory };

/** Of a fan who was erased; see `eraseFan`. A commit that is under way meets it as a conflict. */
export const ERASED_STATE = { isErased: true };

/** A state, or a month, cannot be read: nothing of that fan's can be kept until somebody has looked. */
export class UnreadableFanError extends Error {
  constructor(cause: unknown) {
    super('the activities of the fan cannot be read', { cause });
    this.name = 'UnreadableFanError';
  }
}

/** @returns null: there is none yet. @throws UnreadableFanError */
export function readActivityState(fields: Record<string, unknown> | undefined): ActivityState | 'erased' | null {
  if (!fields) return null;
  if (fields['isErased'] === true) return 'erased';
  return readable(() => activityStateSchema.parse(fields));
}

/** @throws UnreadableFanError; of what a newer release has packed, NewerFormatError: it comes again until that one gets it */
export function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof NewerFormatError) throw error;
    throw new UnreadableFanError(error);
  }
}

export function newActivityState(emptySummaries: Uint8Array): ActivityState {
  return {
    rev: 0,
    zones: startingIn('UTC'),
    summaries: emptySummaries,
    profile: null,
    foldedAt: 0,
    reported: { day: 0, counts: {} },
    feedSeq: 0,
    outbox: [],
    foldAt: null,
  };
}
