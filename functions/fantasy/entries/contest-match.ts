import type { Firestore } from 'firebase-admin/firestore';

/** The match that a contest is on: it never changes. Undefined: there is no such contest. */
export async function matchOfContest(db: Firestore, contestId: string): Promise<string | undefined> {
  return (await db.doc(`contests/${contestId}`).get()).get('matchId') as string | undefined;
}
