import { FantasyCallError, assertNotErased } from './fantasy-call-error.ts';

/** `leagues/{id}`. */
export interface League {
  name: string;
  /** With it others join; members alone can read it. */
  code: string;
  owner: string;
  /** In the order of joining. */
  members: string[];
}

/** What is known of a fan who wants to be in one more league. */
export interface LeagueFan {
  uid: string;
  isErased: boolean;
  /** In which they are by now. */
  leagues: number;
}

export const LEAGUE_MEMBERS = 100;
export const LEAGUES_PER_FAN = 50;

/** @throws CallError fanErased, tooManyLeagues */
export function decideCreateLeague({ name, code }: { name: string; code: string }, fan: LeagueFan): League {
  assertNotErased(fan.isErased);
  assertRoomFor(fan);
  return { name, code, owner: fan.uid, members: [fan.uid] };
}

/**
 * The fields of a league that change when a fan joins it; null: they are a member already.
 *
 * @param league undefined: no league has the code
 * @throws CallError fanErased, leagueNotFound, leagueFull, tooManyLeagues
 */
export function decideJoinLeague(league: League | undefined, fan: LeagueFan): Pick<League, 'members'> | null {
  assertNotErased(fan.isErased);
  if (!league) throw leagueNotFound();
  if (league.members.includes(fan.uid)) return null;
  if (league.members.length >= LEAGUE_MEMBERS) {
    throw new FantasyCallError('leagueFull', `A league has up to ${LEAGUE_MEMBERS} members.`, {
      status: 'resource-exhausted',
    });
  }
  assertRoomFor(fan);
  return { members: [...league.members, fan.uid] };
}

/** What becomes of a league that a fan leaves: the last one takes it with them, an owner's goes to who has been there longest. */
export function decideLeaveLeague(
  league: League | undefined,
  uid: string,
): { is: 'left'; fields: Pick<League, 'members' | 'owner'> } | { is: 'ended'; code: string } | { is: 'noMember' } {
  if (!league?.members.includes(uid)) return { is: 'noMember' };
  const members = league.members.filter((member) => member !== uid);
  const [longest] = members;
  if (longest === undefined) return { is: 'ended', code: league.code };
  return { is: 'left', fields: { members, owner: league.owner === uid ? longest : league.owner } };
}

export function leagueNotFound(): FantasyCallError {
  return new FantasyCallError('leagueNotFound', 'No league has this code.', { status: 'not-found' });
}

function assertRoomFor({ leagues }: LeagueFan): void {
  if (leagues < LEAGUES_PER_FAN) return;
  throw new FantasyCallError('tooManyLeagues', `A fan may be in ${LEAGUES_PER_FAN} leagues.`, {
    status: 'resource-exhausted',
  });
}
