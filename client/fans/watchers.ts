import type { DocumentData } from 'firebase/firestore';
import { documentId } from '../document-id.ts';
import { type Watch, watchAll } from '../live/combined.ts';
import { type ErrorListener, type Listener, type Unsubscribe, report } from '../live/watched.ts';
import type { Watching } from '../live/watching.ts';
import { type Board, type BoardHeader, type BoardRow, type BoardStandings, type OwnXp, deriveBoard } from './board.ts';
import type { FanProfile } from './documents.ts';

export interface FansWatchers {
  /** How others see the caller; null while they have not said how they want to be called. */
  watchMyProfile(listener: Listener<FanProfile | null>, onError?: ErrorListener): Unsubscribe;
  /** A board (`week:2026-11-30`, `all:country:DE`), with the caller's exact place; null while there is none. */
  watchBoard(boardId: string, listener: Listener<Board | null>, onError?: ErrorListener): Unsubscribe;
}

export function createFansWatchers(watching: Watching): FansWatchers {
  return {
    watchMyProfile: (listener, onError = report) =>
      watching.mine((uid) => watchProfile(watching, uid))(listener, onError),
    watchBoard(boardId, listener, onError = report) {
      const path = `boards/${documentId(boardId)}`;
      const { document, mine } = watching;
      const board = (uid: string) =>
        watchAll(
          [
            document(path, (data) => data as BoardHeader),
            document(`${path}/live/standings`, standingsOf),
            document(`${path}/live/leaderboard`, (data) => data['top'] as BoardRow[]),
            document(`fans/${documentId(uid)}`, ownXpOf),
          ],
          (header, standings, top, own) => deriveBoard(header, standings, top, uid, own),
        );
      return mine(board)(listener, onError);
    },
  };
}

function standingsOf(data: DocumentData): BoardStandings {
  return { fans: data['fans'] as number, ranks: (data['ranks'] as { toUint8Array(): Uint8Array }).toUint8Array() };
}

/** Of a fan who has done nothing yet there is no XP; of one who has not said whom they play for, no group. */
function ownXpOf({ xp = 0, weeks = {}, seasons = {}, country = null, team = null }: Partial<OwnXp>): OwnXp {
  return { xp, weeks, seasons, country, team };
}

export function watchProfile({ document }: Watching, uid: string): Watch<FanProfile | null> {
  // Who has not said how they want to be called may have a profile: of what they have done.
  return document(`fans/${documentId(uid)}`, (data) => ('name' in data ? (data as FanProfile) : null));
}
