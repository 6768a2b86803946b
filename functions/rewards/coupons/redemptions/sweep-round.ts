/** A round of sweeps goes once over all pending redemptions, in the order of their ids; most take one sweep. */
export interface SweepRound {
  /** When the round before began: what was due by then is published. Null: there was none. ISO 8601, UTC. */
  since: string | null;
  /** When it began: it publishes what became due until then. */
  until: string;
  /** Id of the redemption that it has come to; null: it has ended. */
  after: string | null;
}

/** A redemption takes less than a second; after so long its message is taken for lost. */
const LOST_AFTER_MS = 30_000;

/** Pub/Sub delivers a message for days until it is taken. Publishing it again is for those that got lost, and so ever rarer. */
const RARER_BY = 4;

/** The round that a sweep goes on with, or begins when the one before has ended. */
export function nextRound(before: SweepRound | null, now: Date): SweepRound {
  if (before?.after != null) return before;
  return { since: before?.until ?? null, until: now.toISOString(), after: null };
}

/** Whether a redemption is to be published again: 30 seconds after it was asked for, 2 minutes, 8, 32 and so on, once each. */
export function isDue({ since, until }: SweepRound, { requestedAt }: { requestedAt: string }): boolean {
  const [asked, before, now] = [Date.parse(requestedAt), Date.parse(since ?? requestedAt), Date.parse(until)];
  let due = asked + LOST_AFTER_MS;
  while (due <= before) due = asked + (due - asked) * RARER_BY;
  return due <= now;
}
