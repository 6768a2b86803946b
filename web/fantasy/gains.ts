import type { StandingEvent } from '@fanfold/client';

/** What a player's deeds at one moment gave, together. */
export interface Gain {
  period: number;
  clock: string;
  name: string;
  /** The rules, as fans call them, what gave most first. */
  labels: string[];
  multiplier: number;
  points: number;
}

/** One line for all that a player got for one ball, or in one minute. Newest first, as the timeline. */
export function gainsOf(timeline: readonly StandingEvent[]): Gain[] {
  const moments: StandingEvent[][] = [];
  for (const event of timeline) {
    const moment = moments.at(-1);
    if (moment?.[0] && isSameMoment(moment[0], event)) moment.push(event);
    else moments.push([event]);
  }
  return moments.flatMap((events) => {
    const [first] = events;
    if (!first) return [];
    const { period, clock, name, multiplier } = first;
    const points = events.reduce((sum, event) => sum + event.points, 0);
    const labels = [...events].sort((a, b) => Math.abs(b.points) - Math.abs(a.points)).map(({ label }) => label);
    return [{ period, clock, name, labels: [...new Set(labels)], multiplier, points }];
  });
}

function isSameMoment(a: StandingEvent, b: StandingEvent): boolean {
  return a.period === b.period && a.clock === b.clock && a.playerId === b.playerId && a.multiplier === b.multiplier;
}
