import { type EventRow, type MatchRow, type MatchRows, type SquadRow, compareEvents } from '../match/rows.ts';
import { cricketTally } from './cricket-tally.ts';
import { footballTally } from './football-tally.ts';
import { firstUnit } from './place.ts';
import type { Scoring } from './scoring.ts';
import type { Breakdown, Tally } from './tally.ts';
import type { Award, PointsTimeline, TimelineRow } from './timeline.ts';

/**
 * Points of every player, row by row in match order: a row gives what the totals of the first n rows are more than those of the first n - 1.
 * So strike rates, clean sheets and the like come and go as the match goes on, and a corrected row changes what follows from it. Total:
 * contradictory rows give a defined timeline. Without a row of `matches`, or of another sport than the scoring, nobody has points.
 */
export function pointsTimeline({ match, squads, events }: MatchRows, scoring: Scoring): PointsTimeline {
  const { sport } = scoring;
  const timeline: PointsTimeline = { sport, seq: events.length, periods: [], rows: [] };
  const ordered = [...events].sort(compareEvents);
  const tally = match && match.sport === sport ? tallyOf(match, squads, scoring) : null;
  const given = new Map<string, Breakdown>();
  for (const event of ordered) {
    const unit = placeIn(timeline, event);
    if (!tally) continue;
    const touched = new Set(tally.add(event, unit));
    const awards = awardsOf(tally, touched, given);
    if (awards.length === 0) continue;
    const row: TimelineRow = { period: event.period, unit, ball: tally.ball, awards };
    timeline.rows.push(row);
  }
  return timeline;
}

function tallyOf(match: MatchRow, squads: readonly SquadRow[], scoring: Scoring): Tally {
  return scoring.sport === 'cricket' ? cricketTally(match, squads, scoring) : footballTally(squads, scoring);
}

/** Clocks and overs that jump back, or are missing, stay where the match is. */
function placeIn({ sport, periods }: PointsTimeline, event: EventRow): number {
  const unit = sport === 'cricket' ? event.over : event.minute;
  let period = periods.at(-1);
  if (period?.period !== event.period) {
    const first = firstUnit(sport, event.period);
    periods.push((period = { period: event.period, first, last: first }));
  }
  if (unit !== null && Number.isInteger(unit) && unit > period.last && unit < LARGEST_UNIT) period.last = unit;
  return period.last;
}

/** No match has as many overs or minutes; a row that says so is wrong. */
const LARGEST_UNIT = 1_000;

/** What these players have now and had not before, by player and rule. */
function awardsOf(tally: Tally, touched: ReadonlySet<string>, given: Map<string, Breakdown>): Award[] {
  const awards: Award[] = [];
  for (const playerId of [...touched].sort()) {
    const before = given.get(playerId) ?? {};
    const now = tally.of(playerId);
    for (const rule of [...new Set([...Object.keys(before), ...Object.keys(now)])].sort()) {
      const points = (now[rule] ?? 0) - (before[rule] ?? 0);
      if (points !== 0) awards.push({ playerId, rule, points });
    }
    given.set(playerId, now);
  }
  return awards;
}
