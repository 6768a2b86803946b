import type { MatchHeader, Moment, Scorecard } from '@fanfold/game/match';
import { type DocumentData, type Firestore, collection, limit, orderBy, query } from 'firebase/firestore';
import { documentId } from './document-id.ts';
import { type ErrorListener, type Listener, type Unsubscribe, report } from './live/watched.ts';
import { LARGEST_LIST, listSize } from './live/list-size.ts';
import type { Watching } from './live/watching.ts';

/**
 * `matches/{id}`. It is rewritten when the score line changes, so it does not say how many events there are; the scorecard does (`seq`).
 * `rev`: the commit that wrote a document last.
 */
export type LiveMatch = MatchHeader & { id: string; rev: number };
export type LiveScorecard = Scorecard & { rev: number };
export type LiveMoment = Moment & { rev: number };

export interface MatchWatchers {
  /** The 200 matches that start last, latest first. */
  watchMatches(listener: Listener<LiveMatch[]>, onError?: ErrorListener): Unsubscribe;
  /** Null while no such match is known. */
  watchMatch(matchId: string, listener: Listener<LiveMatch | null>, onError?: ErrorListener): Unsubscribe;
  /** Null while there is none: before the match is announced. */
  watchScorecard(matchId: string, listener: Listener<LiveScorecard | null>, onError?: ErrorListener): Unsubscribe;
  /** The latest moments of the match, newest first; `limit` is 1 to 200. */
  watchMoments(
    matchId: string,
    options: { limit: number },
    listener: Listener<LiveMoment[]>,
    onError?: ErrorListener,
  ): Unsubscribe;
}

export function createMatchWatchers(db: Firestore, { document, list }: Watching): MatchWatchers {
  return {
    watchMatches(listener, onError = report) {
      const latest = query(collection(db, 'matches'), orderBy('startsAt', 'desc'), limit(LARGEST_LIST));
      return list('matches', latest, matchOf)(listener, onError);
    },
    watchMatch: (matchId, listener, onError = report) =>
      document(`matches/${documentId(matchId)}`, matchOf)(listener, onError),
    watchScorecard(matchId, listener, onError = report) {
      const path = `matches/${documentId(matchId)}/live/scorecard`;
      return document(path, (data) => data as LiveScorecard)(listener, onError);
    },
    watchMoments(matchId, options, listener, onError = report) {
      const path = `matches/${documentId(matchId)}/moments`;
      const latest = query(collection(db, path), orderBy('order', 'desc'), limit(listSize(options.limit)));
      const read = (data: DocumentData, id: string) => ({ ...data, id }) as LiveMoment;
      return list(`${path}?limit=${options.limit}`, latest, read)(listener, onError);
    },
  };
}

/** `matches/{id}`. */
export function matchOf(data: DocumentData, id: string): LiveMatch {
  return { ...data, id } as LiveMatch;
}
