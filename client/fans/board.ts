import { type ShownXp, xpIn } from '@fanfold/game/boards';
import { decodeRanks, rankOf } from '@fanfold/game/ranks';

/** `boards/{b}`. */
export interface BoardHeader {
  kind: 'all' | 'week' | 'season';
  /** Of a week its Monday, of a season its id; of `all` empty. */
  key: string;
  /** Whose board it is; null: everybody's. */
  country: string | null;
  team: string | null;
  /** When it ends, or ended; ISO 8601, UTC. Null: never. */
  closesAt: string | null;
  status: 'open' | 'closed';
}

/** `boards/{b}/live/standings`. */
export interface BoardStandings {
  /** Fans with any XP. */
  fans: number;
  /** See `decodeRanks`. */
  ranks: Uint8Array;
}

/** A row of `boards/{b}/live/leaderboard`. */
export interface BoardRow {
  /** Null: the fan was erased. */
  uid: string | null;
  /** Null: none was chosen, or the board is closed; then the profile says it. */
  name?: string | null;
  avatar?: string | null;
  points: number;
  rank: number;
}

/** The caller on a board. */
export interface OwnPlace {
  points: number;
  rank: number;
  /** Fans with as many points, the caller among them. */
  tied: number;
}

export interface Board extends BoardHeader {
  fans: number;
  /** The first hundred. */
  top: readonly BoardRow[];
  /** Null: the caller has no XP there, or plays for others. */
  mine: OwnPlace | null;
}

/** What the caller's profile says of them, as far as boards need it. */
export interface OwnXp extends ShownXp {
  country: string | null;
  team: string | null;
}

/**
 * A board, with the exact place of the caller: their XP is in their own profile, and the ranks say how many have more. Of a board that is closed, places are
 * those in its leaderboard: what came later counts no more.
 *
 * @param uid the caller
 * @param own null: the caller has done nothing yet
 * @returns null: there is no such board
 */
export function deriveBoard(
  header: BoardHeader | null,
  standings: BoardStandings | null,
  top: readonly BoardRow[] | null,
  uid: string,
  own: OwnXp | null,
): Board | null {
  if (!header || !standings || !top) return null;
  const place = header.status === 'closed' ? closedPlace(top, uid) : openPlace(header, standings, own);
  return { ...header, fans: standings.fans, top, mine: place };
}

function openPlace(
  { kind, key, country, team }: BoardHeader,
  { ranks }: BoardStandings,
  own: OwnXp | null,
): OwnPlace | null {
  if (!own || (country !== null && own.country !== country) || (team !== null && own.team !== team)) return null;
  const points = xpIn({ kind, key }, own);
  if (points === 0) return null;
  const { rank, tied } = rankOf(decodeRanks(ranks), points);
  // The ranks may be seconds older than the profile.
  return { points, rank, tied: Math.max(1, tied) };
}

function closedPlace(top: readonly BoardRow[], uid: string): OwnPlace | null {
  const row = top.find((each) => each.uid === uid);
  return row ? { points: row.points, rank: row.rank, tied: top.filter(({ rank }) => rank === row.rank).length } : null;
}
