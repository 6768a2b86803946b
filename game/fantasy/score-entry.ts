import type { Entry, PowerUp } from './entry.ts';
import { linearUnit } from './place.ts';
import type { Place, Points, PointsTimeline } from './timeline.ts';

/** Points of every player who has any. */
export function playerPoints({ rows }: PointsTimeline): Map<string, Points> {
  const sum = new Map<string, Points>();
  for (const { awards } of rows)
    for (const { playerId, points } of awards) sum.set(playerId, (sum.get(playerId) ?? 0) + points);
  return sum;
}

/** Points of a player in `units` overs or minutes of play from a place on. */
export function pointsInWindow(timeline: PointsTimeline, playerId: string, since: Place, units: number): Points {
  let sum = 0;
  for (const row of timeline.rows) {
    if (!covers(timeline, { since, units }, row)) continue;
    for (const award of row.awards) if (award.playerId === playerId) sum += award.points;
  }
  return sum;
}

/** Whether a row at this place counts for a power-up. */
function covers(timeline: PointsTimeline, { since, units }: Pick<PowerUp, 'since' | 'units'>, place: Place): boolean {
  const from = linearUnit(timeline.periods, since);
  const at = linearUnit(timeline.periods, place);
  return at >= from && at < from + units;
}

/**
 * Total of an entry, hundredths of a point: a pure function of the two, on the server and in the app. Power-ups of players who are not picked give
 * nothing.
 */
export function scoreEntry({ picks, powerUps }: Entry, timeline: PointsTimeline): Points {
  const multipliers = new Map(picks.map(({ playerId, multiplier }) => [playerId, multiplier]));
  let total = 0;
  for (const row of timeline.rows) {
    for (const { playerId, points } of row.awards) {
      const multiplier = multipliers.get(playerId);
      if (multiplier !== undefined) total += multiplier * boostOf(timeline, powerUps, playerId, row) * points;
    }
  }
  return total;
}

/** What power-ups make of a player's points at a place: 1 without any. */
export function boostOf(
  timeline: PointsTimeline,
  powerUps: readonly PowerUp[],
  playerId: string,
  place: Place,
): number {
  let boost = 1;
  for (const powerUp of powerUps) {
    if (powerUp.playerId === playerId && covers(timeline, powerUp, place)) boost += powerUp.multiplier - 1;
  }
  return boost;
}
