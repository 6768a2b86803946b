import type { Entry, PowerUp } from './entry.ts';
import { boostOf, pointsInWindow } from './score-entry.ts';
import type { Place, Points, PointsTimeline } from './timeline.ts';

/** One thing that one of a fan's players did, and what it gave the fan. */
export interface ExplainedAward extends Place {
  /** Cricket: legal balls of the over so far. */
  ball: number;
  playerId: string;
  rule: string;
  /** The player's own points. */
  base: Points;
  /** Captaincy and power-ups at that moment. */
  multiplier: number;
  /** base x multiplier. */
  points: Points;
}

export interface ExplainedRule {
  rule: string;
  /** Events that gave something by it, or took it back. */
  times: number;
  base: Points;
  points: Points;
}

/** What a power-up gave on top. */
export interface ExplainedPowerUp extends PowerUp {
  points: Points;
}

export interface ExplainedPlayer {
  playerId: string;
  /** Without power-ups. */
  multiplier: number;
  base: Points;
  points: Points;
  /** By what it gave, the most first. */
  rules: ExplainedRule[];
  /** `points` are base x multiplier and what these gave. */
  powerUps: ExplainedPowerUp[];
}

/** Why an entry has its points. The players' points, and the events' points, both sum to the total. */
export interface Explanation {
  total: Points;
  /** In the order of the picks. */
  players: ExplainedPlayer[];
  /** Newest first. */
  events: ExplainedAward[];
}

/** `explain(entry, timeline).total` is `scoreEntry(entry, timeline)`. */
export function explain({ picks, powerUps }: Entry, timeline: PointsTimeline): Explanation {
  const multipliers = new Map(picks.map(({ playerId, multiplier }) => [playerId, multiplier]));
  const events: ExplainedAward[] = [];
  for (const row of timeline.rows) {
    const { period, unit, ball } = row;
    for (const { playerId, rule, points: base } of row.awards) {
      const own = multipliers.get(playerId);
      if (own === undefined) continue;
      const multiplier = own * boostOf(timeline, powerUps, playerId, row);
      events.push({ period, unit, ball, playerId, rule, base, multiplier, points: base * multiplier });
    }
  }
  const players = [...multipliers].map(([playerId, multiplier]): ExplainedPlayer => {
    const own = events.filter((event) => event.playerId === playerId);
    const rules = rulesOf(own);
    const used = powerUps
      .filter((powerUp) => powerUp.playerId === playerId)
      .map((powerUp) => ({ ...powerUp, points: multiplier * extraOf(powerUp, timeline) }));
    return { playerId, multiplier, base: sumOf(rules, 'base'), points: sumOf(rules, 'points'), rules, powerUps: used };
  });
  return { total: sumOf(players, 'points'), players, events: events.reverse() };
}

/** Before the pick's own multiplier. */
function extraOf({ playerId, multiplier, since, units }: PowerUp, timeline: PointsTimeline): Points {
  return (multiplier - 1) * pointsInWindow(timeline, playerId, since, units);
}

function rulesOf(events: readonly ExplainedAward[]): ExplainedRule[] {
  const rules = new Map<string, ExplainedRule>();
  for (const { rule, base, points } of events) {
    const sum = rules.get(rule) ?? { rule, times: 0, base: 0, points: 0 };
    rules.set(rule, { rule, times: sum.times + 1, base: sum.base + base, points: sum.points + points });
  }
  return [...rules.values()].sort((a, b) => b.points - a.points || (a.rule < b.rule ? -1 : 1));
}

function sumOf<K extends string>(items: readonly Record<K, number>[], field: K): number {
  return items.reduce((sum, item) => sum + item[field], 0);
}
