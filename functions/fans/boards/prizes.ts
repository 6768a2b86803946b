import type { BoardPeriod } from '@fanfold/game/boards';
import { type PrizeTable, prizeOf } from '@fanfold/game/fantasy';
import { rankOf } from '@fanfold/game/ranks';
import type { Grant } from '@fanfold/kit/messages';
import type { BoardTable } from './board-table.ts';
import type { Board } from './board.ts';

/** Coins for the places of the boards of everybody, by kind of period. */
const BOARD_PRIZES: Readonly<Record<BoardPeriod['kind'], PrizeTable>> = {
  all: { tiers: [] },
  week: {
    tiers: [
      { places: 1, coins: 500 },
      { places: 2, coins: 250 },
      { places: 7, coins: 100 },
    ],
  },
  season: {
    tiers: [
      { places: 1, coins: 5_000 },
      { places: 2, coins: 2_500 },
      { places: 97, coins: 500 },
    ],
  },
};

export function prizesOf(periodId: string): PrizeTable {
  return BOARD_PRIZES[periodId.split(':')[0] as BoardPeriod['kind']];
}

/** Fans that a board pays: their grants are one commit, with what else closes the board. */
const WINNERS = 10_000;

/**
 * Coins that a board pays. Tied fans share those of the places they fill: the same for each, what is left to nobody; and so many of them that they are
 * more than WINNERS get nothing.
 */
export function boardGrants(board: Board, table: BoardTable, prizes: PrizeTable): Grant[] {
  const ranks = board.table();
  let winners = 0;
  let least: number | undefined;
  for (let at = ranks.scores.length - 1; at >= 0; at--) {
    const score = ranks.scores[at] as number;
    winners += ranks.counts[at] as number;
    if (winners > WINNERS || prizeOf(prizes, ranks, score, false) === 0) break;
    least = score;
  }
  if (least === undefined) return [];
  return [...table.fansFrom(board.id, least)].map(({ uid, score }) => ({
    v: 1,
    body: { board: board.id, rank: rankOf(ranks, score).rank, of: ranks.entries },
    id: `fans:board:${board.id}:${uid}`,
    uid,
    amount: prizeOf(prizes, ranks, score, false),
    reason: 'fans.board',
  }));
}
