import { NO_DIRECTIVES } from '@fanfold/game/fantasy';
import type { Firestore, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { directivesDocumentSchema, directivesPath } from './directives.ts';
import { NO_LOCK, lockPath, lockSchema } from './lock.ts';
import { type ContestState, type Contests, NO_CONTEST_STATE } from './state.ts';

/**
 * What the documents of a match's contests tell of its state, should that be gone: the teams are in the blocks, whose `rev` is the commit that wrote
 * them. What the last settlement stood on is not told; so another one follows, which pays what is missing: nothing.
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
  const [[shown, lock, directives], state, settlements] = await Promise.all([
    db.getAll(contest, db.doc(lockPath(id)), db.doc(directivesPath(id))),
    contest.collection('state').select('rev').get(),
    contest.collection('settlements').select('n').get(),
  ]);
  const terms = state.docs.some((document) => document.id === 'terms') ? (shown?.get('rev') as number) : 0;
  return {
    ...NO_CONTEST_STATE,
    lock: lock?.exists ? lockSchema.parse(lock.data()) : NO_LOCK,
    directives: directives?.exists ? directivesDocumentSchema.parse(directives.data()).inForce : NO_DIRECTIVES,
    entryBlocks: revsOf('entries-', state.docs),
    powerUpBlocks: revsOf('powerUps-', state.docs),
    settlement: Math.max(0, ...settlements.docs.map((settlement) => settlement.get('n') as number)),
    terms,
    shown: terms,
  };
}

/** Of blocks, by their numbers, which have no gaps. */
function revsOf(prefix: string, documents: readonly QueryDocumentSnapshot[]): number[] {
  return documents.filter(({ id }) => id.startsWith(prefix)).map((block) => block.get('rev') as number);
}
