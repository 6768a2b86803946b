import type { LeaderboardRow } from '@fanfold/game/fantasy';
import type { Leaderboard } from './documents.ts';

/** `contests/{c}/live/leaderboard` as it stands in Firestore. */
export type StoredLeaderboard = Omit<Leaderboard, 'top'> & { top: LeaderboardRow[] };

/** `contests/{c}/live/names`: it follows the leaderboard by a moment, and every change of a name at once. */
export interface BoardNames {
  fans: { uid: string; name: string; avatar: string }[];
}

/** Null while there is no leaderboard. */
export function namedLeaderboard(board: StoredLeaderboard | null, names: BoardNames | null): Leaderboard | null {
  if (!board) return null;
  const fans = new Map(names?.fans.map((fan) => [fan.uid, fan]));
  const top = board.top.map((row) => {
    const { name = '', avatar = '' } = fans.get(row.uid) ?? {};
    return { ...row, name, avatar };
  });
  return { ...board, top };
}
