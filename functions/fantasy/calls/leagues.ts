import { randomBytes, randomInt } from 'node:crypto';
import { type Caller, avatar, countCall, documentId, shownName, transact } from '@fanfold/kit/calls';
import type { Firestore, Transaction } from 'firebase-admin/firestore';
import { z } from 'zod';
import { FantasyCallError } from './fantasy-call-error.ts';

/** `leagues/{id}`. */
export interface League {
  name: string;
  /** With it others join; members alone can read it. */
  code: string;
  owner: string;
  /** In the order of joining. */
  members: string[];
  /** By uid. */
  people: Record<string, { name: string; avatar: string }>;
}

export const LEAGUE_MEMBERS = 100;
const LEAGUES_PER_FAN = 50;

export const createLeagueSchema = z.strictObject({ name: shownName, fanName: shownName, avatar });
export const joinLeagueSchema = z.strictObject({ code: z.string().max(40), fanName: shownName, avatar });
export const leaveLeagueSchema = z.strictObject({ leagueId: documentId });

/** Douglas Crockford's base 32: no letter looks like a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 50 bits: a million guesses at a million leagues find one with a chance of 1 in 1,000. */
const CODE_LENGTH = 10;

/** @throws CallError tooManyRequests, tooManyLeagues, tryAgain */
export async function createLeague(
  db: Firestore,
  { uid }: Caller,
  { name, fanName, avatar: picture }: z.infer<typeof createLeagueSchema>,
  now: () => Date,
): Promise<{ leagueId: string; code: string }> {
  await countCall(db, 'createLeague', uid, { calls: 5, minutes: 60 }, now());
  const leagueId = randomBytes(10).toString('hex');
  const code = Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  await transact(db, async (transaction) => {
    await assertRoomFor(db, transaction, uid);
    const people = { [uid]: { name: fanName, avatar: picture } };
    const league: League = { name, code, owner: uid, members: [uid], people };
    // A code that exists fails the transaction: the caller tries again.
    transaction.create(db.doc(`leagueCodes/${code}`), { leagueId });
    transaction.create(db.doc(`leagues/${leagueId}`), league);
  });
  return { leagueId, code };
}

/** Joining again is fine. @throws CallError tooManyRequests, leagueNotFound, leagueFull, tooManyLeagues, tryAgain */
export async function joinLeague(
  db: Firestore,
  { uid }: Caller,
  { code, fanName, avatar: picture }: z.infer<typeof joinLeagueSchema>,
  now: () => Date,
): Promise<{ leagueId: string }> {
  // Wrong codes count too: that is what the limit is for.
  await countCall(db, 'joinLeague', uid, { calls: 10, minutes: 10 }, now());
  const normal = normalCode(code);
  const notFound = () => new FantasyCallError('leagueNotFound', 'No league has this code.', { status: 'not-found' });
  if (!isCode(normal)) throw notFound();
  return transact(db, async (transaction) => {
    const leagueId = (await transaction.get(db.doc(`leagueCodes/${normal}`))).get('leagueId') as string | undefined;
    if (leagueId === undefined) throw notFound();
    const reference = db.doc(`leagues/${leagueId}`);
    const league = (await transaction.get(reference)).data() as League | undefined;
    if (!league) throw notFound();
    if (league.members.includes(uid)) return { leagueId };
    if (league.members.length >= LEAGUE_MEMBERS) {
      throw new FantasyCallError('leagueFull', `A league has up to ${LEAGUE_MEMBERS} members.`, {
        status: 'resource-exhausted',
      });
    }
    await assertRoomFor(db, transaction, uid);
    const people = { ...league.people, [uid]: { name: fanName, avatar: picture } };
    transaction.update(reference, { members: [...league.members, uid], people });
    return { leagueId };
  });
}

/**
 * Leaving again is fine. The last one takes the league with him; an owner's league goes to who has been there longest.
 *
 * @throws CallError tryAgain
 */
export async function leaveLeague(
  db: Firestore,
  { uid }: Caller,
  { leagueId }: z.infer<typeof leaveLeagueSchema>,
): Promise<{ leagueId: string }> {
  const reference = db.doc(`leagues/${leagueId}`);
  await transact(db, async (transaction) => {
    const league = (await transaction.get(reference)).data() as League | undefined;
    if (!league?.members.includes(uid)) return;
    const members = league.members.filter((member) => member !== uid);
    const [longest] = members;
    if (longest === undefined) {
      transaction.delete(reference);
      transaction.delete(db.doc(`leagueCodes/${league.code}`));
      return;
    }
    const { [uid]: _, ...people } = league.people;
    transaction.update(reference, { members, people, owner: league.owner === uid ? longest : league.owner });
  });
  return { leagueId };
}

/** As people type it: in any case, with hyphens or blanks, letters for the digits they look like. */
export function normalCode(code: string): string {
  return code.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}

/** Whatever else was typed names no document. */
function isCode(normal: string): boolean {
  return normal.length === CODE_LENGTH && [...normal].every((character) => ALPHABET.includes(character));
}

async function assertRoomFor(db: Firestore, transaction: Transaction, uid: string): Promise<void> {
  const own = db.collection('leagues').where('members', 'array-contains', uid).limit(LEAGUES_PER_FAN).select();
  if ((await transaction.get(own)).size < LEAGUES_PER_FAN) return;
  throw new FantasyCallError('tooManyLeagues', `A fan may be in ${LEAGUES_PER_FAN} leagues.`, {
    status: 'resource-exhausted',
  });
}
