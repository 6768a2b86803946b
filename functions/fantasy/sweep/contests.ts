import type { Firestore } from 'firebase-admin/firestore';

export interface SweptContest {
  contestId: string;
  matchId: string;
  status: string;
  locked: boolean;
  startsAt: string;
}

/** Contests older than this are over, or beyond the help of a sweep. */
const DAYS = 7;

/** Contests whose matches have started in the last days, or start by `now`. */
export async function startedContests(db: Firestore, now: Date): Promise<SweptContest[]> {
  const since = new Date(now.getTime() - DAYS * 86_400_000).toISOString();
  const started = db.collection('contests').where('startsAt', '>=', since).where('startsAt', '<=', now.toISOString());
  const { docs } = await started.select('matchId', 'status', 'lockedAt', 'startsAt').get();
  return docs.map((contest) => ({
    contestId: contest.id,
    matchId: contest.get('matchId') as string,
    status: contest.get('status') as string,
    locked: contest.get('lockedAt') !== null,
    startsAt: contest.get('startsAt') as string,
  }));
}
