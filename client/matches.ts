import type { MatchHeader, Moment, Scorecard } from '@fanfold/game/match';
import { collection, doc, limit, orderBy, query, type Firestore } from 'firebase/firestore';
import { documentId } from './document-id.ts';
import { FanfoldError } from './errors.ts';
import { documentSource, querySource } from './live/firestore-source.ts';
import type { ListenerPool } from './live/listener-pool.ts';
import type { ErrorListener, Listener, Unsubscribe } from './live/watched.ts';

/**
 * `matches/{id}`. It is rewritten when the score line changes, so it does not say how many events there are; the scorecard does (`seq`).
 * `rev`: the commit that wrote a document last.
 */
export type LiveMatch = MatchHeader & { id: string; rev: number };
export type LiveScorecard = Scorecard & { rev: number };
export type LiveMoment = Moment & { rev: number };

/** What the rules allow a list to hold. */
const LARGEST_LIST = 200;

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

export function createMatchWatchers(db: Firestore, pool: ListenerPool, ready: () => Promise<void>): MatchWatchers {
  return {
    watchMatches(listener, onError) {
      const latest = query(collection(db, 'matches'), orderBy('startsAt', 'desc'), limit(LARGEST_LIST));
      const source = querySource(ready, latest, (data, id) => ({ ...data, id }) as LiveMatch);
      return pool.join('matches', source, listener, onError);
    },
    watchMatch(matchId, listener, onError) {
      const path = `matches/${documentId(matchId)}`;
      const source = documentSource(ready, doc(db, path), (data, id) => ({ ...data, id }) as LiveMatch);
      return pool.join(path, source, listener, onError);
    },
    watchScorecard(matchId, listener, onError) {
      const path = `matches/${documentId(matchId)}/live/scorecard`;
      const source = documentSource(ready, doc(db, path), (data) => data as LiveScorecard);
      return pool.join(path, source, listener, onError);
    },
    watchMoments(matchId, options, listener, onError) {
      const path = `matches/${documentId(matchId)}/moments`;
      const latest = query(collection(db, path), orderBy('order', 'desc'), limit(listSize(options.limit)));
      const source = querySource(ready, latest, (data, id) => ({ ...data, id }) as LiveMoment);
      return pool.join(`${path}?limit=${options.limit}`, source, listener, onError);
    },
  };
}

function listSize(size: number): number {
  if (Number.isInteger(size) && size >= 1 && size <= LARGEST_LIST) return size;
  throw new FanfoldError('invalidArgument', `limit must be a whole number from 1 to ${LARGEST_LIST}, not ${size}`);
}
