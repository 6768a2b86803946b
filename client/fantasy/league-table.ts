import { maskedName } from '@fanfold/game/fans';
import { scoreEntry } from '@fanfold/game/fantasy';
import type { FanProfile } from '../fans/documents.ts';
import type { LiveEntry, LiveLeague, Standings } from './documents.ts';
import { unpackStandings } from './standing.ts';

export interface LeagueRow {
  uid: string;
  name: string;
  avatar: string;
  /** Null: has no team in this contest, or it is still secret. */
  points: number | null;
  /** Competition rank within the league. */
  rank: number | null;
}

export interface LeagueTable {
  league: LiveLeague;
  /** Best first; those without a team last, in the order of joining. */
  rows: LeagueRow[];
  /** Events of the match it stands on. */
  seq: number;
}

/**
 * The table of a league, from the members' entries and the one document of standings.
 *
 * @param profiles of the members, in their order; null: there is none
 */
export function leagueTable(
  league: LiveLeague,
  profiles: readonly (FanProfile | null)[],
  standings: Standings | null,
  entries: ReadonlyMap<string, LiveEntry>,
): LeagueTable {
  const timeline = standings && unpackStandings(standings).timeline;
  const rows = league.members.map((uid, at): LeagueRow => {
    const entry = entries.get(uid);
    const points = entry && timeline ? scoreEntry(entry, timeline) : null;
    const { name = maskedName(uid), avatar = '' } = profiles[at] ?? {};
    return { uid, name, avatar, points, rank: null };
  });
  rows.sort(({ points: a }, { points: b }) =>
    a === null || b === null ? Number(a === null) - Number(b === null) : b - a,
  );
  for (const [place, row] of rows.entries()) {
    const previous = rows[place - 1];
    if (row.points !== null) row.rank = previous && previous.points === row.points ? previous.rank : place + 1;
  }
  return { league, rows, seq: standings?.seq ?? 0 };
}
