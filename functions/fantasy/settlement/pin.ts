import { createHash } from 'node:crypto';
import { type PrizeTable, splitGroups } from '@fanfold/game/fantasy';
import { type RankTable } from '@fanfold/game/ranks';
import type { Effect } from '@fanfold/kit/messages';
import type { ContestEngine } from '../engine/contest-engine.ts';
import type { ContestEntries } from '../entries/directory.ts';
import type { ContestView } from '../scorer/contest-view.ts';
import type { ContestState } from '../scorer/state.ts';
import { lastDrawn } from './draw.ts';
import { type SettlementDocument, settlementPath, shardRequest } from './settlement.ts';
import { shardsOf } from './shards.ts';

export interface PinnedSettlement {
  n: number;
  basis: string;
  path: string;
  document: SettlementDocument;
  effect: Effect;
}

/**
 * The settlement that is due, or null: the contest is over or void, ops do not hold it, and what it would pay by has changed since the last one. It
 * pins all that shards need but the entries, which stay as they are in their blocks: should a block change, late as it is, no shard settles it any
 * more, and the next settlement is pinned.
 *
 * @param salt what draws between tied entries hash with
 */
export function pinSettlement(
  contestId: string,
  { contest, timeline, table, documents }: ContestView,
  engine: ContestEngine,
  { blocks }: ContestEntries,
  state: ContestState,
  rev: number,
  salt: string,
): PinnedSettlement | null {
  const isVoid = contest.status === 'void';
  const isHeld = state.directives.settlement === 'hold';
  if ((contest.status !== 'final' && !isVoid) || isHeld || engine.roster.size === 0) return null;
  const standings = documents.get('live/standings') ?? {};
  const [packedTimeline, packedRanks] = [standings['timeline'], standings['ranks']] as [Uint8Array, Uint8Array];
  const scores = engine.scores(timeline).subarray(0, engine.roster.count);
  const hash = createHash('sha256').update(JSON.stringify([isVoid, [...blocks].sort(), contest.prizes]));
  if (!isVoid) hash.update(packedTimeline);
  const basis = hash.digest('hex');
  if (basis === state.basis) return null;
  const n = state.settlement + 1;
  const shards = shardsOf(blocks.keys());
  const path = settlementPath(contestId, n);
  const document: SettlementDocument = {
    contestId,
    n,
    pinnedBy: rev,
    matchId: contest.matchId,
    void: isVoid,
    entries: engine.roster.size,
    erased: engine.roster.tombstones,
    blocks: Object.fromEntries(blocks),
    prizes: contest.prizes,
    timeline: packedTimeline,
    ranks: packedRanks,
    salt,
    draws: isVoid ? [] : drawsOf(engine, scores, contest.prizes, table, salt),
    shards: shards.length,
    unsettled: shards,
  };
  const effect = shardRequest(contestId, contest.matchId, n, null);
  return { n, basis, path, document, effect };
}

/** Coins that tied fans cannot share evenly go to some of them, one each, by a draw. For each such group, the last entry that gets one. */
function drawsOf(
  { roster }: ContestEngine,
  scores: Int32Array,
  prizes: PrizeTable,
  table: RankTable,
  salt: string,
): SettlementDocument['draws'] {
  const groups = new Map(
    splitGroups(prizes, table, roster.tombstones).map(({ points, drawnCount }) => [
      points,
      { drawnCount, ids: [] as string[] },
    ]),
  );
  if (groups.size === 0) return [];
  for (let entry = 0; entry < roster.count; entry++)
    if (!roster.erased.has(entry)) groups.get(scores[entry] ?? 0)?.ids.push(roster.ids.text(entry));
  return [...groups].map(([points, { drawnCount, ids }]) => ({ points, last: lastDrawn(salt, ids, drawnCount) }));
}
