import { type PowerUp, decodeTimeline, prizeOf } from '@fanfold/game/fantasy';
import { decodeRanks, rankOf } from '@fanfold/game/ranks';
import { UnitTotals } from '../engine/unit-totals.ts';
import type { EntryRecord } from '../entries/entry-record.ts';
import { isDrawn } from './draw.ts';
import type { Outcome, SettlementDocument } from './settlement.ts';

/** Makes the function that says how an entry ended, by what a settlement has pinned and nothing else. */
export function outcomesOf(settlement: SettlementDocument): (entry: EntryRecord) => Outcome {
  const { n, void: isVoid, entries: of, erased, prizes, salt } = settlement;
  const totals = new UnitTotals(decodeTimeline(settlement.timeline));
  const table = decodeRanks(settlement.ranks);
  const draws = new Map(settlement.draws.map(({ points, last }) => [points, last]));
  return (entry) => {
    const points = pointsOf(entry, totals);
    if (isVoid) return { points, rank: null, of, coins: 0, void: true, settlement: n };
    const last = draws.get(points);
    const drawn = last !== undefined && isDrawn(salt, entry.id, last);
    return {
      points,
      rank: rankOf(table, points).rank,
      of,
      coins: prizeOf(prizes, table, points, drawn, erased),
      void: false,
      settlement: n,
    };
  };
}

function pointsOf({ picks, powerUps }: EntryRecord, totals: UnitTotals): number {
  const multipliers = new Map(picks.map(({ playerId, multiplier }) => [playerId, multiplier]));
  const base = picks.reduce((sum, { playerId, multiplier }) => sum + multiplier * totals.total(playerId), 0);
  const extra = ({ playerId, multiplier, since, units }: PowerUp) =>
    (multipliers.get(playerId) ?? 0) * (multiplier - 1) * totals.window(playerId, since, units);
  return powerUps.reduce((sum, powerUp) => sum + extra(powerUp), base);
}
