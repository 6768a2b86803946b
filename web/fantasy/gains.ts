import type { StandingEvent } from '@fanfold/client';

/** What a player's deeds at one moment gave, together. */
export interface Gain {
  period: number;
  clock: string;
  name: string;
  /** The rules, as fans call them, each once. */
  labels: string[];
  multiplier: number;
  points: number;
}

/** One line for all that a player got for one ball, or in one minute. Newest first, as the timeline. */
export function gainsOf(timeline: readonly StandingEvent[]): Gain[] {
  const gains: Gain[] = [];
  let before: StandingEvent | undefined;
  for (const event of timeline) {
    const { period, clock, playerId, name, label, multiplier, points } = event;
    const last = gains.at(-1);
    const isSame =
      before?.period === period &&
      before.clock === clock &&
      before.playerId === playerId &&
      before.multiplier === multiplier;
    before = event;
    if (!isSame || !last) {
      gains.push({ period, clock, name, labels: [label], multiplier, points });
      continue;
    }
    last.points += points;
    if (!last.labels.includes(label)) last.labels.push(label);
  }
  return gains;
}
