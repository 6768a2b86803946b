import { NO_DIRECTIVES } from '@fanfold/game/fantasy';
import type { Firestore } from 'firebase-admin/firestore';
import { directivesDocumentSchema, directivesPath } from './directives.ts';
import { NO_LOCK, lockPath, lockSchema } from './lock.ts';
import { type ContestState, type Contests, NO_CONTEST_STATE, clockReadingSchema } from './state.ts';
import { termsPath } from './terms.ts';

/**
 * What the documents of a match's contests tell of its state, should that be gone; their entries have a directory of their own. What the last
 * settlement stood on is not told; so another one follows, which pays what is missing: nothing.
 */
export async function recoverContests(db: Firestore, matchId: string): Promise<Contests['contests']> {
  const ids = await contestsOf(db, matchId);
  return Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await recoverContest(db, id)])));
}

/** Contests that are shown: the default one has the start of the match, and so have the others. */
export async function contestsOf(db: Firestore, matchId: string): Promise<string[]> {
  const startsAt: unknown = (await db.doc(`contests/${matchId}`).get()).get('startsAt');
  if (startsAt === undefined) return [];
  const { docs } = await db.collection('contests').where('startsAt', '==', startsAt).select('matchId').get();
  return docs.filter((contest) => contest.get('matchId') === matchId).map(({ id }) => id);
}

async function recoverContest(db: Firestore, id: string): Promise<ContestState> {
  const contest = db.doc(`contests/${id}`);
  const [[shown, standings, lock, directives, terms], settlements] = await Promise.all([
    db.getAll(
      contest,
      contest.collection('live').doc('standings'),
      ...[lockPath, directivesPath, termsPath].map((pathOf) => db.doc(pathOf(id))),
    ),
    contest.collection('settlements').select('n').get(),
  ]);
  const termsRev = terms?.exists ? (shown?.get('rev') as number) : 0;
  return {
    ...NO_CONTEST_STATE,
    lock: lock?.exists ? lockSchema.parse(lock.data()) : NO_LOCK,
    directives: directives?.exists ? directivesDocumentSchema.parse(directives.data()).inForce : NO_DIRECTIVES,
    settlement: Math.max(0, ...settlements.docs.map((settlement) => settlement.get('n') as number)),
    terms: termsRev,
    shown: termsRev,
    // What fans have seen: no power-up starts before that.
    reading: clockReadingSchema.nullable().catch(null).parse(standings?.get('reading')),
  };
}
