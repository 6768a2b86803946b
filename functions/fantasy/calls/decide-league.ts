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
  people: Record<string, LeaguePerson>;
}

export interface LeaguePerson {
  name: string;
  avatar: string;
}

export const LEAGUE_MEMBERS = 100;
export const LEAGUES_PER_FAN = 50;

/** @param leaguesOfFan in which they are by now @throws CallError tooManyLeagues */
export function decideCreateLeague(
  { name, code, uid, person }: { name: string; code: string; uid: string; person: LeaguePerson },
  leaguesOfFan: number,
): League {
  assertRoomFor(leaguesOfFan);
  return { name, code, owner: uid, members: [uid], people: { [uid]: person } };
}

/**
 * The fields of a league that change when a fan joins it; null: they are a member already.
 *
 * @param league undefined: no league has the code
 * @param leaguesOfFan in which they are by now
 * @throws CallError leagueNotFound, leagueFull, tooManyLeagues
 */
export function decideJoinLeague(
  league: League | undefined,
  leaguesOfFan: number,
  uid: string,
  person: LeaguePerson,
): Pick<League, 'members' | 'people'> | null {
  if (!league) throw leagueNotFound();
  if (league.members.includes(uid)) return null;
  if (league.members.length >= LEAGUE_MEMBERS) {
    throw new FantasyCallError('leagueFull', `A league has up to ${LEAGUE_MEMBERS} members.`, {
      status: 'resource-exhausted',
    });
  }
  assertRoomFor(leaguesOfFan);
  return { members: [...league.members, uid], people: { ...league.people, [uid]: person } };
}

/** What becomes of a league that a fan leaves: the last one takes it with them, an owner's goes to who has been there longest. */
export function decideLeaveLeague(
  league: League | undefined,
  uid: string,
):
  | { is: 'left'; fields: Pick<League, 'members' | 'people' | 'owner'> }
  | { is: 'ended'; code: string }
  | { is: 'noMember' } {
  if (!league?.members.includes(uid)) return { is: 'noMember' };
  const members = league.members.filter((member) => member !== uid);
  const [longest] = members;
  if (longest === undefined) return { is: 'ended', code: league.code };
  const { [uid]: _, ...people } = league.people;
  return { is: 'left', fields: { members, people, owner: league.owner === uid ? longest : league.owner } };
}

export function leagueNotFound(): FantasyCallError {
  return new FantasyCallError('leagueNotFound', 'No league has this code.', { status: 'not-found' });
}

function assertRoomFor(leaguesOfFan: number): void {
  if (leaguesOfFan < LEAGUES_PER_FAN) return;
  throw new FantasyCallError('tooManyLeagues', `A fan may be in ${LEAGUES_PER_FAN} leagues.`, {
    status: 'resource-exhausted',
  });
}
