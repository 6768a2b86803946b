import type { DocumentSnapshot, Firestore, Query } from 'firebase-admin/firestore';

export interface SweptContest {
  contestId: string;
  matchId: string;
  status: string;
  locked: boolean;
}

/** Contests whose locks fell longer ago are over, or their matches do not end. */
const DAYS = 7;

/** Contests whose locks have fallen in the last days or are due by `now`, and those of any age that have not ended. */
export async function startedContests(db: Firestore, now: Date): Promise<SweptContest[]> {
  const since = new Date(now.getTime() - DAYS * 86_400_000).toISOString();
  const contests = db.collection('contests');
  const due = contests.where('lockAt', '>=', since).where('lockAt', '<=', now.toISOString());
  const found = await Promise.all([due, contests.where('status', '==', 'locked')].map(read));
  return [...new Map(found.flat().map((contest) => [contest.contestId, contest])).values()];
}

/** Contests whose locks fall in the next days. */
export function comingContests(db: Firestore, now: Date): Promise<SweptContest[]> {
  const until = new Date(now.getTime() + DAYS * 86_400_000).toISOString();
  return read(db.collection('contests').where('lockAt', '>', now.toISOString()).where('lockAt', '<=', until));
}

/** These contests, whenever they were. */
export async function contestsById(db: Firestore, ids: readonly string[]): Promise<SweptContest[]> {
  if (ids.length === 0) return [];
  const found = await db.getAll(...ids.map((id) => db.doc(`contests/${id}`)));
  return found.filter(({ exists }) => exists).map(sweptContest);
}

async function read(query: Query): Promise<SweptContest[]> {
  const { docs } = await query.select('matchId', 'status', 'lockedAt').get();
  return docs.map(sweptContest);
}

function sweptContest(contest: DocumentSnapshot): SweptContest {
  return {
    contestId: contest.id,
    matchId: contest.get('matchId') as string,
    status: contest.get('status') as string,
    locked: contest.get('lockedAt') !== null,
  };
}
