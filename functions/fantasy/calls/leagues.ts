import { randomBytes } from 'node:crypto';
import { isCode, normalCode } from '@fanfold/game/codes';
import { type Caller, countCall, documentId, erasedFanPath, randomCode, shownName, transact } from '@fanfold/kit/calls';
import type { Firestore, Transaction } from 'firebase-admin/firestore';
import { z } from 'zod';
import {
  LEAGUES_PER_FAN,
  type League,
  type LeagueFan,
  decideCreateLeague,
  decideJoinLeague,
  decideLeaveLeague,
  leagueNotFound,
} from './decide-league.ts';

export const createLeagueSchema = z.strictObject({ name: shownName });
export const joinLeagueSchema = z.strictObject({ code: z.string().max(40) });
export const leaveLeagueSchema = z.strictObject({ leagueId: documentId });

/** 50 bits: a million guesses at a million leagues find one with a chance of 1 in 1,000. */
const CODE_LENGTH = 10;

/** @throws CallError tooManyRequests, fanErased, tooManyLeagues, tryAgain */
export async function createLeague(
  db: Firestore,
  { uid }: Caller,
  { name }: z.infer<typeof createLeagueSchema>,
  now: () => Date,
): Promise<{ leagueId: string; code: string }> {
  await countCall(db, 'createLeague', uid, { calls: 5, minutes: 60 }, now());
  const leagueId = randomBytes(10).toString('hex');
  const code = randomCode(CODE_LENGTH);
  await transact(db, async (transaction) => {
    const league = decideCreateLeague({ name, code }, await leagueFan(db, transaction, uid));
    // A code that exists fails the transaction: the caller tries again.
    transaction.create(db.doc(`leagueCodes/${code}`), { leagueId });
    transaction.create(db.doc(`leagues/${leagueId}`), league);
  });
  return { leagueId, code };
}

/** Joining again is fine. @throws CallError tooManyRequests, fanErased, leagueNotFound, leagueFull, tooManyLeagues, tryAgain */
export async function joinLeague(
  db: Firestore,
  { uid }: Caller,
  { code }: z.infer<typeof joinLeagueSchema>,
  now: () => Date,
): Promise<{ leagueId: string }> {
  // Wrong codes count too: that is what the limit is for.
  await countCall(db, 'joinLeague', uid, { calls: 10, minutes: 10 }, now());
  const normal = normalCode(code);
  if (!isCode(normal, CODE_LENGTH)) throw leagueNotFound();
  return transact(db, async (transaction) => {
    const leagueId = (await transaction.get(db.doc(`leagueCodes/${normal}`))).get('leagueId') as string | undefined;
    if (leagueId === undefined) throw leagueNotFound();
    const reference = db.doc(`leagues/${leagueId}`);
    const [league, fan] = await Promise.all([transaction.get(reference), leagueFan(db, transaction, uid)]);
    const fields = decideJoinLeague(league.data() as League | undefined, fan);
    if (fields) transaction.update(reference, fields);
    return { leagueId };
  });
}

/**
 * Leaving again is fine. `decideLeaveLeague` says what becomes of the league.
 *
 * @throws CallError tryAgain
 */
export async function leaveLeague(
  db: Firestore,
  { uid }: Pick<Caller, 'uid'>,
  { leagueId }: z.infer<typeof leaveLeagueSchema>,
): Promise<{ leagueId: string }> {
  const reference = db.doc(`leagues/${leagueId}`);
  await transact(db, async (transaction) => {
    const league = (await transaction.get(reference)).data() as League | undefined;
    const decision = decideLeaveLeague(league, uid);
    if (decision.is === 'left') transaction.update(reference, decision.fields);
    if (decision.is !== 'ended') return;
    transaction.delete(reference);
    transaction.delete(db.doc(`leagueCodes/${decision.code}`));
  });
  return { leagueId };
}

/** No more leagues than they may be in are counted. */
async function leagueFan(db: Firestore, transaction: Transaction, uid: string): Promise<LeagueFan> {
  const own = db.collection('leagues').where('members', 'array-contains', uid).limit(LEAGUES_PER_FAN).select();
  const [erased, leagues] = await Promise.all([transaction.get(db.doc(erasedFanPath(uid))), transaction.get(own)]);
  return { uid, isErased: erased.exists, leagues: leagues.size };
}
