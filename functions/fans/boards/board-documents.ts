import type { BoardPeriod } from '@fanfold/game/boards';
import { type RankTable, encodeRanks } from '@fanfold/game/ranks';
import type { Board } from './board.ts';
import type { ShownFan } from './board-fan.ts';

export function boardPath(id: string): string {
  return `boards/${id}`;
}

/** Grants of a board that is over, some thousands to a page. */
export function prizesPath(id: string, page: number): string {
  return `boards/${id}/state/prizes-${page}`;
}

/** Content of a board's documents, by path; without `rev`. */
export type BoardDocuments = ReadonlyMap<string, Record<string, unknown>>;

/** Of a board that counts: its header, which does not change, the ranks of all and the first hundred, with what others see of those. */
export function openDocuments(
  board: Board,
  { kind, key, closesAt }: BoardPeriod,
  shown: ReadonlyMap<string, ShownFan | null>,
  at: number,
): BoardDocuments {
  const table = board.table();
  const top = board.top(table).map(({ uid, score, rank }) => {
    const fan = shown.get(uid);
    return { uid, name: fan?.name ?? null, avatar: fan?.avatar ?? null, points: score, rank };
  });
  const ends = closesAt === null ? null : new Date(closesAt).toISOString();
  const header = { kind, key, ...groupOf(board.id), closesAt: ends, status: 'open' };
  return documents(board.id, board.hasHeader ? null : header, table, { top }, at);
}

/** Of one that is over. Names are left to the profiles of the fans; `archivedUids` finds a fan who is erased later. */
export function closedDocuments(board: Board, periodId: string, prizePages: number, at: number): BoardDocuments {
  const table = board.table();
  const top = board.top(table).map(({ uid, score, rank }) => ({ uid, points: score, rank }));
  const [kind, key] = periodId.split(':');
  const header = {
    kind,
    key,
    ...groupOf(board.id),
    closesAt: new Date(at).toISOString(),
    status: 'closed',
    prizePages,
  };
  return documents(board.id, header, table, { top, archivedUids: board.topUids }, at);
}

function documents(
  id: string,
  header: object | null,
  table: RankTable,
  leaderboard: object,
  at: number,
): BoardDocuments {
  return new Map<string, Record<string, unknown>>([
    ...(header ? [[boardPath(id), { ...header }] as const] : []),
    [`${boardPath(id)}/live/standings`, { at: new Date(at), fans: table.entries, ranks: encodeRanks(table) }],
    [`${boardPath(id)}/live/leaderboard`, { ...leaderboard }],
  ]);
}

/** What the id of a board says of whom it is for. */
function groupOf(id: string): { country: string | null; team: string | null } {
  const [, kind, name] = /^(?:all|(?:week|season):[^:]*):(country|team):(.*)$/.exec(id) ?? [];
  return { country: kind === 'country' ? (name ?? null) : null, team: kind === 'team' ? (name ?? null) : null };
}
