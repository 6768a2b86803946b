import type { Auth } from 'firebase/auth';
import { type DocumentData, type Firestore, type Timestamp, collection, limit, query, where } from 'firebase/firestore';
import { documentId } from '../document-id.ts';
import { type Watch, always, nothing, watchAll, watchThen } from '../live/combined.ts';
import { type ErrorListener, type Listener, type Unsubscribe, report } from '../live/watched.ts';
import { type Watching, watchEach } from '../live/watching.ts';
import { watchProfile } from '../fans/watchers.ts';
import type { EntryResult, Leaderboard, LiveContest, LiveEntry, LiveLeague, Standings } from './documents.ts';
import { type BoardNames, type StoredLeaderboard, namedLeaderboard } from './leaderboard.ts';
import type { DirectiveRecord } from './ops-calls.ts';
import { type LeagueTable, leagueTable } from './league-table.ts';
import { type Standing, deriveStanding } from './standing.ts';

export interface FantasyWatchers {
  /** Null while there is no such contest. A match's own contest has the id of the match. */
  watchContest(contestId: string, listener: Listener<LiveContest | null>, onError?: ErrorListener): Unsubscribe;
  /** The caller's team; null while there is none. `n` tells apart several teams of one fan. */
  watchMyEntry(
    contestId: string,
    listener: Listener<LiveEntry | null>,
    onError?: ErrorListener,
    n?: number,
  ): Unsubscribe;
  /** Points, exact rank and what the caller's players did; null while there is no team. */
  watchMyStanding(
    contestId: string,
    listener: Listener<Standing | null>,
    onError?: ErrorListener,
    n?: number,
  ): Unsubscribe;
  /** The first hundred; null before the lock. */
  watchLeaderboard(contestId: string, listener: Listener<Leaderboard | null>, onError?: ErrorListener): Unsubscribe;
  /** Leagues of the caller. */
  watchMyLeagues(listener: Listener<LiveLeague[]>, onError?: ErrorListener): Unsubscribe;
  /** A league's table in one contest, from the members' first teams there. */
  watchLeague(
    leagueId: string,
    contestId: string,
    listener: Listener<LeagueTable>,
    onError?: ErrorListener,
  ): Unsubscribe;
  /** What operators have said about a contest, oldest first, the last fifty; null while nothing. For operators. */
  watchDirectives(
    contestId: string,
    listener: Listener<DirectiveRecord[] | null>,
    onError?: ErrorListener,
  ): Unsubscribe;
  /** Id of the signed-in fan; signs in first. */
  myUid(): Promise<string>;
}

const MY_LEAGUES = 50;

export function createFantasyWatchers(
  db: Firestore,
  watching: Watching,
  ready: () => Promise<void>,
  auth: Auth,
): FantasyWatchers {
  const { document, list, mine } = watching;
  const contest = (id: string) => document(`contests/${documentId(id)}`, contestOf);
  const standings = (id: string) => document(`contests/${documentId(id)}/live/standings`, standingsOf);
  const entry = (contestId: string, uid: string, n: number) =>
    document(`contests/${documentId(contestId)}/entries/${uid}_${n}`, entryOf);
  const result = (contestId: string, uid: string, n: number) =>
    document(`contests/${documentId(contestId)}/results/${uid}_${n}`, (data) => data as EntryResult);
  const league = (id: string) => document(`leagues/${documentId(id)}`, leagueOf);

  return {
    watchContest: (id, listener, onError = report) => contest(id)(listener, onError),
    watchMyEntry: (id, listener, onError = report, n = 1) => mine((uid) => entry(id, uid, n))(listener, onError),
    watchMyStanding(id, listener, onError = report, n = 1) {
      const settled = (uid: string) =>
        watchThen(
          contest(id),
          (value) => String((value?.settlement ?? 0) > 0),
          (value) => (value && value.settlement > 0 ? result(id, uid, n) : always<EntryResult | null>(null)),
        );
      const standing = (uid: string) =>
        watchAll([contest(id), standings(id), entry(id, uid, n), settled(uid)], deriveStanding);
      return mine(standing)(listener, onError);
    },
    watchLeaderboard: (id, listener, onError = report) =>
      watchAll(
        [
          document(`contests/${documentId(id)}/live/leaderboard`, (data) => data as StoredLeaderboard),
          document(`contests/${documentId(id)}/live/names`, (data) => data as BoardNames),
        ],
        namedLeaderboard,
      )(listener, onError),
    watchDirectives: (id, listener, onError = report) =>
      document(`contests/${documentId(id)}/state/directives`, ({ audit }) => audit as DirectiveRecord[])(
        listener,
        onError,
      ),
    watchMyLeagues(listener, onError = report) {
      const own = (uid: string) => {
        const asked = query(collection(db, 'leagues'), where('members', 'array-contains', uid), limit(MY_LEAGUES));
        return list(`leagues?member=${uid}`, asked, leagueOf);
      };
      return mine(own)(listener, onError);
    },
    watchLeague(leagueId, contestId, listener, onError = report) {
      // Teams are secret until the lock has fallen: they are watched anew then, and when members come and go.
      const both = watchAll([league(leagueId), contest(contestId)], (found, on) => ({
        found,
        locked: on?.locked ?? false,
      }));
      const table = watchThen(
        both,
        ({ found, locked }) => `${locked} ${found?.members.join(' ') ?? ''}`,
        ({ found, locked }): Watch<LeagueTable> => {
          // Only memory can lack it: the server denies a league that does not exist.
          if (!found) return nothing();
          const profiles = watchEach(found.members.map((uid) => watchProfile(watching, uid)));
          if (!locked) return watchAll([profiles], (people) => leagueTable(found, people, null, new Map()));
          const members = watchEach(found.members.map((uid) => entry(contestId, uid, 1)));
          return watchAll([profiles, standings(contestId), members], (people, live, entries) => {
            const known = entries.flatMap((each) => (each ? [[each.uid, each] as const] : []));
            return leagueTable(found, people, live, new Map(known));
          });
        },
      );
      return table(listener, onError);
    },
    async myUid() {
      await ready();
      return auth.currentUser?.uid ?? '';
    },
  };
}

function contestOf(data: DocumentData, id: string): LiveContest {
  const { lockedAt, ...rest } = data;
  return { ...rest, id, locked: lockedAt !== null } as LiveContest;
}

function entryOf(data: DocumentData, id: string): LiveEntry {
  const { savedAt, busyUntil: _, ...entry } = data;
  return { ...entry, id, savedAt: (savedAt as Timestamp).toDate().toISOString() } as LiveEntry;
}

function standingsOf(data: DocumentData): Standings {
  const bytes = (field: string) => (data[field] as { toUint8Array(): Uint8Array }).toUint8Array();
  return { ...data, timeline: bytes('timeline'), ranks: bytes('ranks') } as Standings;
}

function leagueOf(data: DocumentData, id: string): LiveLeague {
  return { ...data, id } as LiveLeague;
}
